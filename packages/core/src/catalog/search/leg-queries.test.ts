import { describe, expect, it } from 'vitest'
import { IS_SHOWN, type SearchText } from './condition-queries.ts'
import { SORTS } from './contract.ts'
import { type Leg, legsOf, PLAIN_LEGS } from './leg-queries.ts'
import type { SearchWords } from './words.ts'

const WORDS: SearchWords = {
  folded: 'portal',
  required: [{ search: "('portal')", body: "'portal'" }],
  title: "('portal')",
  rank: "('portal')",
  words: ['portal'],
  conditions: ["('portal')"],
}

const TEXTS: Readonly<Record<string, SearchText>> = {
  everything: { kind: 'all' },
  words: { kind: 'words', words: WORDS },
  signs: { kind: 'signs', folded: '???' },
}

const listsOf = (sort: (typeof SORTS)[number]) =>
  Object.values(TEXTS).map((text) => ({ text, legs: legsOf(sort, { text, currency: 'USD' }) }))

describe('the legs of a list', () => {
  it.each(SORTS)('by %s go forward to an end', (sort) => {
    for (const { legs } of listsOf(sort)) {
      const steps = legs.flatMap(({ next, instead = null }, place) =>
        [next, instead].filter((other) => other !== null).map((other) => ({ place, other })),
      )
      expect(steps.filter(({ place, other }) => other <= place || other >= legs.length)).toEqual([])
      expect(legs.at(-1)?.next).toBeNull()
    }
  })

  it.each(SORTS)('by %s have another way where they may be too many to rank', (sort) => {
    const legs = listsOf(sort).flatMap((list) => list.legs)
    expect(
      legs.filter(({ sorts, instead }) => (sorts === 'few') !== (instead !== undefined)),
    ).toEqual([])
  })

  it('are read from indexes where there is no text', () => {
    for (const sort of SORTS) {
      const legs = legsOf(sort, { text: { kind: 'all' }, currency: 'USD' })
      expect(legs.map(({ sorts }) => sorts)).toEqual(legs.map(() => 'index'))
    }
  })
})

describe('a branch of a leg', () => {
  it('asks that a product is shown, of the index or of each row', () => {
    const legs = [
      ...SORTS.flatMap((sort) => listsOf(sort).flatMap((list) => list.legs)),
      ...Object.values(PLAIN_LEGS),
    ]
    const open = legs
      .flatMap(({ branches }) => branches)
      .filter(({ where, tests }) => !where.includes(IS_SHOWN) && !tests.includes(IS_SHOWN))
    expect(open).toEqual([])
  })
})

describe('the key of a leg', () => {
  const keysOf = (sort: (typeof SORTS)[number]) =>
    (legsOf(sort, { text: { kind: 'all' }, currency: 'USD' })[0] as Leg).order?.schema

  it.each([
    ['name', 'portal 2', ['a\0', '\ud800', 1, null]],
    ['newest', '2020-01-01T00:00:00.000001Z', ['2020-01-01', '0000-01-01T00:00:00.000001Z', 1]],
    ['released', '2020-02-29', ['2021-02-29', '0000-01-01', 'infinity', 1]],
    ['priceAsc', 499, [1.5, '499', 1e300, Number.NaN]],
    ['score', 4.099999904632568, [1e300, -1, '4']],
  ] as const)('by %s is %j, and none of %j', (sort, good, bad) => {
    const schema = keysOf(sort)
    expect(schema?.safeParse(good).success).toBe(true)
    for (const key of bad) expect(schema?.safeParse(key).success).toBe(false)
  })
})
