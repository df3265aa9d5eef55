import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { facetsOf, namesOf, type SearchQuery } from './find.ts'
import { companyId, storeProducts } from './store-products.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [
    {
      name: 'Alpha',
      ...{ category: 'Classics', genres: ['RPG', 'Indie'], platforms: ['linux'], tags: ['Space'] },
      ...{ price: 2_000, sale_price: 900, released_on: '1999-12-31', ratings: [0, 90] as const },
      ...{ companies: ['Valve'], prices: [['EUR', 1_800, null]] as const },
    },
    {
      name: 'Beta',
      ...{ category: 'New', genres: ['RPG'], platforms: ['linux', 'mac'], tags: ['Puzzle'] },
      ...{ price: 1_000, released_on: '2000-01-01', ratings: [5, 5] as const },
      ...{ companies: ['Valve', 'Ubisoft'], prices: [['EUR', 2_000, 500]] as const },
    },
    {
      name: 'Gamma',
      ...{ kind: 'dlc' as const, genres: ['Action'], price: 0, released_on: '2015-06-15' },
      ...{ companies: ['Ubisoft'], ratings: [0, 0] as const },
    },
    { name: 'Delta', currency: 'EUR', price: 3_000, sale_price: 1_000, genres: ['Indie'] },
    { name: 'Epsilon', kind: 'merch' },
  ])
})
afterAll(() => harness.close())

const CASES: readonly (readonly [SearchQuery, readonly string[]])[] = [
  [{ kinds: ['dlc', 'merch'] }, ['Epsilon', 'Gamma']],
  [{ categories: ['New'] }, ['Beta']],
  // Several values of one filter are any of them, several filters all of them.
  [{ genres: ['RPG', 'Action'] }, ['Alpha', 'Beta', 'Gamma']],
  [{ genres: ['RPG'], platforms: ['mac'] }, ['Beta']],
  [{ genres: ['RPG'], tags: ['Space', 'Puzzle'], platforms: ['linux'] }, ['Alpha', 'Beta']],
  // As they are written: tags are told apart by case.
  [{ tags: ['space'] }, []],
  // What it costs now counts, ends included, in the currency that is asked for.
  [{ maxPrice: 900 }, ['Alpha', 'Gamma']],
  [{ minPrice: 901 }, ['Beta']],
  [{ minPrice: 900, maxPrice: 1_000 }, ['Alpha', 'Beta']],
  [{ maxPrice: 0 }, ['Gamma']],
  [{ minPrice: 0, currency: 'EUR' }, ['Alpha', 'Beta', 'Delta']],
  [{ maxPrice: 1_000, currency: 'EUR' }, ['Beta', 'Delta']],
  [{ minPrice: 0, currency: 'JPY' }, []],
  [{ onSale: true }, ['Alpha']],
  [{ onSale: true, currency: 'EUR' }, ['Beta', 'Delta']],
  [{ releasedTo: '1999-12-31' }, ['Alpha']],
  [{ releasedFrom: '2000-01-01' }, ['Beta', 'Gamma']],
  [{ releasedFrom: '1999-12-31', releasedTo: '2000-01-01' }, ['Alpha', 'Beta']],
  [{ releasedFrom: '2016-01-01', releasedTo: '2015-01-01' }, []],
  // Who has not been rated has no score.
  [{ minScore: 1 }, ['Alpha', 'Beta']],
  [{ minScore: 4.5 }, ['Alpha']],
  [{ query: 'alpha', minScore: 4.5, onSale: true, kinds: ['game'] }, ['Alpha']],
  [{ query: 'alpha', minScore: 5 }, []],
]

describe('filters', () => {
  it.each(CASES)('%j leave %j', async (filters, names) => {
    const found = await namesOf(harness.ctx, { ...filters, sort: 'name' })
    expect(found.toSorted()).toEqual(names)
    const { facets } = await facetsOf(harness.ctx, filters)
    expect(facets.total.count).toBe(names.length)
  })

  it('by companies take developers and publishers by their ids', async () => {
    const { ctx } = harness
    const [valve, ubisoft] = [await companyId(ctx, 'Valve'), await companyId(ctx, 'Ubisoft')]
    const by = async (...companyIds: number[]) =>
      (await namesOf(ctx, { companyIds, sort: 'name' })).join()
    expect(await by(valve)).toBe('Alpha,Beta')
    expect(await by(ubisoft)).toBe('Beta,Gamma')
    expect(await by(valve, ubisoft)).toBe('Alpha,Beta,Gamma')
    const { facets } = await facetsOf(ctx, { companyIds: [valve], genres: ['RPG'] })
    // Without their own filter: what else could be chosen.
    expect(facets.companies).toEqual([
      { id: valve, name: 'Valve', selected: true, count: 2, more: false },
      { id: ubisoft, name: 'Ubisoft', selected: false, count: 1, more: false },
    ])
  })

  it('offer the prices of the currency that is asked for', async () => {
    const rangesIn = async (currency: string) =>
      (await facetsOf(harness.ctx, { currency })).facets.prices.map((range) => [
        ...[range.min, range.max, range.count],
      ])
    expect(await rangesIn('USD')).toEqual([
      [0, 0, 1],
      [500, 999, 1],
      [1_000, 1_999, 1],
    ])
    expect(await rangesIn('EUR')).toEqual([
      [500, 999, 1],
      [1_000, 1_999, 2],
    ])
    expect(await rangesIn('JPY')).toEqual([])
  })

  it('offer years, decades and scores', async () => {
    const { facets } = await facetsOf(harness.ctx, { releasedFrom: '2010-01-01' })
    expect(facets.years.map(({ year, count }) => [year, count])).toEqual([
      [2015, 1],
      [2000, 1],
      [1999, 1],
    ])
    expect(facets.decades.map(({ decade, count }) => [decade, count])).toEqual([
      [2010, 1],
      [2000, 1],
      [1990, 1],
    ])
    expect((await facetsOf(harness.ctx, {})).facets.scores.map(({ minScore }) => minScore)).toEqual(
      [4.5, 4, 3.5, 3, 2],
    )
  })
})
