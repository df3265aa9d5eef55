import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { createCompanies, pickCompany } from './companies.ts'
import { dayOf, daysBefore, momentBefore, partialDate } from './dates.ts'
import { gameDocument } from './game-document.ts'
import { createNames } from './game-names.ts'
import { partDocument } from './part-document.ts'
import { pricesOf } from './prices.ts'
import { seededFaker } from './seeded-faker.ts'
import { pickSkewed, sampleSkewed, skewedCount } from './skew.ts'

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))

describe('skewed choices', () => {
  it('prefer the first ones and reach the last one', () => {
    const prng = createPrng('pick')
    const counts = Map.groupBy(
      times(5_000, () => pickSkewed(prng, LETTERS)),
      (letter) => letter,
    )
    const sizes = LETTERS.map((letter) => counts.get(letter)?.length ?? 0)
    expect(sizes[0]).toBeGreaterThan(3 * (sizes[4] ?? 0))
    expect(sizes.at(-1)).toBeGreaterThan(50)
  })

  it('are distinct in a sample, which is everything at most', () => {
    const prng = createPrng('sample')
    for (const count of [0, 1, 5, 10, 20]) {
      const sample = sampleSkewed(prng, LETTERS, count)
      expect(new Set(sample).size).toBe(sample.length)
      expect(sample).toHaveLength(Math.min(count, LETTERS.length))
    }
  })

  it('are small numbers mostly, and never beyond the limit', () => {
    const prng = createPrng('count')
    const counts = times(2_000, () => skewedCount(prng, 4, 15))
    expect(Math.max(...counts)).toBe(15)
    expect(Math.min(...counts)).toBe(0)
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeCloseTo(4, 0)
  })
})

describe('names', () => {
  it('are never given out twice', () => {
    const next = createNames()
    const names = times(3_000, (index) => next(createPrng(String(index))))
    expect(new Set(names).size).toBe(names.length)
    expect(names.some((name) => /[^\p{ASCII}]/u.test(name))).toBe(true)
  })
})

describe('companies', () => {
  it('grow in number with the games, and few have many of them', () => {
    const { developers, publishers } = createCompanies(createPrng('companies'), 1_200)
    expect(developers.length).toBeGreaterThan(150)
    expect(publishers.length).toBeGreaterThan(10)
    const prng = createPrng('portfolio')
    const picked = times(1_200, () => pickCompany(prng, developers))
    const sizes = [...Map.groupBy(picked, (name) => name).values()].map((list) => list.length)
    expect(Math.max(...sizes)).toBeGreaterThan(40)
  })
})

describe('prices', () => {
  it('are reduced everywhere or nowhere, and always below the regular one', () => {
    for (const index of times(200, (one) => one)) {
      const prices = pricesOf(createPrng(`price ${index}`), 1_999)
      expect(new Set(prices.map(({ saleAmount }) => saleAmount === null)).size).toBe(1)
      for (const { amount, saleAmount } of prices) {
        if (typeof saleAmount === 'number') expect(saleAmount).toBeLessThan(amount)
      }
    }
  })
})

describe('dates', () => {
  it('are moments of the days before', () => {
    const until = Date.UTC(2026, 0, 1)
    const prng = createPrng('moments')
    for (const moment of times(100, () => momentBefore(prng, until, 30))) {
      expect(Date.parse(moment)).toBeLessThanOrEqual(until)
      expect(Date.parse(moment)).toBeGreaterThanOrEqual(daysBefore(until, 30))
    }
    expect(dayOf(daysBefore(until, 1))).toBe('2025-12-31')
  })

  it('are parts of the day that they are made of', () => {
    const prng = createPrng('partial')
    const dates = new Set(times(300, () => partialDate(prng, '1987-09-21')))
    expect(dates).toEqual(new Set(['1987-09-21', '1987-09', '1987-Q3', '1987', null]))
  })
})

describe('what belongs to a game', () => {
  const companies = { developers: ['A'], publishers: ['B'] }
  const options = { key: 'game-1', name: 'Ember Tide', companies, until: Date.UTC(2026, 0, 1) }
  const base = gameDocument(createPrng('base'), options)

  it.each(['dlc', 'edition', 'bundle'] as const)('names and points to it: %s', (kind) => {
    const part = partDocument(createPrng(kind), { kind, key: 'game-1-1', base })
    expect(part.name).toMatch(/^Ember Tide ./)
    expect(part).toMatchObject({ kind, base: { key: 'game-1' }, genres: base.document.genres })
  })
})

describe('a seeded faker', () => {
  it('says the same for the same numbers, whatever other fakers do', () => {
    const say = () => {
      const faker = seededFaker(createPrng('faker'))
      seededFaker(createPrng('other')).lorem.sentence()
      return [faker.person.fullName(), faker.lorem.sentence(), faker.word.noun()]
    }
    expect(say()).toEqual(say())
  })
})
