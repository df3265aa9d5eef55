import { describe, expect, it } from 'vitest'
import { FACET_VALUES, facetsSchema, MAX_COUNT } from '../contract.ts'
import { FacetDictionary } from './facet-dictionary.ts'
import { makeFacets } from './make-facets.ts'
import { Tally } from './tally.ts'

const USD = { currency: 'USD' }

/** A tally with these tags counted so often. */
function tallyOf(tags: Readonly<Record<string, number>>) {
  const dictionary = new FacetDictionary()
  const numbers = Object.keys(tags).map((tag) => dictionary.numberOf('tags', tag))
  const tally = new Tally(dictionary, USD)
  for (const [place, count] of Object.values(tags).entries()) {
    tally.values[numbers[place] ?? 0] = count
  }
  return { dictionary, tally }
}

describe('makeFacets', () => {
  it('answers nothing above the cap, and says that there is more', () => {
    const { dictionary, tally } = tallyOf({ a: MAX_COUNT, b: MAX_COUNT + 1 })
    tally.total = 5 * MAX_COUNT
    const facets = makeFacets({ tally, dictionary, filters: USD, isPart: false })
    expect(facets.total).toEqual({ count: MAX_COUNT, more: true })
    expect(facets.tags).toEqual([
      { value: 'b', selected: false, count: MAX_COUNT, more: true },
      { value: 'a', selected: false, count: MAX_COUNT, more: false },
    ])
  })

  it('says of every count of a part that there may be more', () => {
    const { dictionary, tally } = tallyOf({ a: 1 })
    const facets = makeFacets({ tally, dictionary, filters: USD, isPart: true })
    expect(facets.tags).toEqual([{ value: 'a', selected: false, count: 1, more: true }])
    expect(facets.total.more).toBe(true)
  })

  it('keeps the most frequent values, equal ones by name, and all that are selected', () => {
    const many = Array.from({ length: 200 }, (_, index) => [`tag ${index + 100}`, 200 - index])
    const { dictionary, tally } = tallyOf({
      ...Object.fromEntries(many),
      rare: 0,
      'tag 1': 151,
      'tag 2': 151,
    })
    const filters = { ...USD, tags: ['rare', 'unheard of'] }
    const { tags } = makeFacets({ tally, dictionary, filters, isPart: false })
    expect(tags).toHaveLength(FACET_VALUES.tags + 1)
    expect(tags.at(-1)).toEqual({ value: 'rare', selected: true, count: 0, more: false })
    expect(tags.slice(47, 51).map(({ value }) => value)).toEqual([
      'tag 147',
      'tag 148',
      'tag 1',
      'rare',
    ])
  })

  it('leaves out values, ranges, years and scores that nothing has', () => {
    const { dictionary, tally } = tallyOf({ a: 0 })
    tally.prices[2] = 3
    tally.years[1987] = 2
    tally.years[1990] = 1
    tally.years[1999] = 4
    tally.years[0] = 9
    tally.steps[1] = 2
    tally.steps[3] = 1
    const facets = makeFacets({ tally, dictionary, filters: USD, isPart: false })
    expect(facets.tags).toEqual([])
    expect(facets.prices).toEqual([{ min: 500, max: 999, count: 3, more: false }])
    expect(facets.years.map(({ year, count }) => [year, count])).toEqual([
      [1999, 4],
      [1990, 1],
      [1987, 2],
    ])
    expect(facets.decades.map(({ decade, count }) => [decade, count])).toEqual([
      [1990, 5],
      [1980, 2],
    ])
    // Who has 4 has 3.5 as well.
    expect(facets.scores.map(({ minScore, count }) => [minScore, count])).toEqual([
      [4, 2],
      [3.5, 2],
      [3, 3],
      [2, 3],
    ])
  })

  it('makes what the contract says, with the dearest range open', () => {
    const { dictionary, tally } = tallyOf({})
    tally.prices.fill(1)
    const facets = makeFacets({ tally, dictionary, filters: USD, isPart: false })
    expect(facetsSchema.parse(facets)).toEqual(facets)
    expect(facets.prices.at(0)).toMatchObject({ min: 0, max: 0 })
    expect(facets.prices.at(-1)).toMatchObject({ min: 20_000, max: null })
  })
})
