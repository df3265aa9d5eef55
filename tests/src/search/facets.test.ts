import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { type FacetsQuery, facetsOf, find } from './find.ts'
import { type KnownProduct, priceIn, randomProducts, scoreOf } from './random-products.ts'
import { companyId, storeProducts } from './store-products.ts'

let harness: Harness
let shown: readonly KnownProduct[]
/** Names of companies by id. */
let companies: ReadonlyMap<number, string>

beforeAll(async () => {
  harness = await createHarness()
  const products = randomProducts(120, 61)
  const ids = await storeProducts(harness.ctx, products)
  shown = products
    .map((product, place) => ({ ...product, id: ids[place] ?? 0 }))
    .filter(({ status }) => status === 'active')
  const names = ['Valve', 'Ubisoft', 'id Software']
  companies = new Map(
    await Promise.all(
      names.map(async (name) => [await companyId(harness.ctx, name), name] as const),
    ),
  )
})
afterAll(() => harness.close())

const overlaps = (wanted: readonly string[] | undefined, own: readonly string[] = []) =>
  wanted === undefined || wanted.some((one) => own.includes(one))

/** Whether a product passes each filter, and has the words, as the tests understand them. */
function passedFilters(product: KnownProduct, query: FacetsQuery) {
  const wantedCompanies = query.companyIds?.map((id) => companies.get(id) ?? '')
  const price = priceIn(product, query.currency ?? 'USD')
  return {
    query: !query.query || /war/i.test(`${product.name} ${product.description} ${product.tags}`),
    kinds: overlaps(query.kinds, [product.kind ?? '']),
    categories: overlaps(query.categories, [product.category ?? '']),
    genres: overlaps(query.genres, product.genres),
    platforms: overlaps(query.platforms, product.platforms),
    tags: overlaps(query.tags, product.tags),
    companies: overlaps(wantedCompanies, product.companies),
    prices: isWithin(price?.now, query.minPrice, query.maxPrice),
    onSale: !query.onSale || isReduced(price),
    years: isWithin(product.released_on ?? undefined, query.releasedFrom, query.releasedTo),
    scores: isWithin(scoreOf(product) ?? undefined, query.minScore && Math.fround(query.minScore)),
  }
}

/** What is not known is within no range, but passes where there is none. */
function isWithin<Value extends string | number>(value?: Value, min?: Value, max?: Value): boolean {
  if (min === undefined && max === undefined) return true
  return value !== undefined && value >= (min ?? value) && value <= (max ?? value)
}

const isReduced = (price: ReturnType<typeof priceIn>) => price !== null && price.now < price.amount

type Facet = keyof ReturnType<typeof passedFilters> | 'total'

/** Products that pass every filter but the facet's own. */
const passing = (query: FacetsQuery, facet: Facet) =>
  shown.filter((product) =>
    Object.entries(passedFilters(product, query)).every(([name, ok]) => ok || name === facet),
  )

const countsOf = (values: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(values, (one) => one)].map(([key, all]) => [key, all.length]))

function expectedFacets(query: FacetsQuery) {
  const of = (facet: Facet, valuesOf: (product: KnownProduct) => readonly string[]) =>
    countsOf(passing(query, facet).flatMap(valuesOf))
  const currency = query.currency ?? 'USD'
  return {
    total: passing(query, 'total').length,
    kinds: of('kinds', ({ kind = '' }) => [kind]),
    categories: of('categories', ({ category }) => (category ? [category] : [])),
    genres: of('genres', ({ genres = [] }) => genres),
    platforms: of('platforms', ({ platforms = [] }) => platforms),
    tags: of('tags', ({ tags = [] }) => tags),
    companies: of('companies', (product) => product.companies ?? []),
    years: of('years', ({ released_on: day }) => (day ? [day.slice(0, 4)] : [])),
    onSale: passing(query, 'onSale').filter((one) => isReduced(priceIn(one, currency))).length,
    prices: passing(query, 'prices').filter((one) => priceIn(one, currency) !== null).length,
    scored: passing(query, 'scores').filter((one) => (scoreOf(one) ?? 0) >= Math.fround(3.5))
      .length,
  }
}

async function answeredFacets(query: FacetsQuery) {
  const { facets } = await facetsOf(harness.ctx, query)
  const of = (values: readonly { value: string; count: number; selected: boolean }[]) =>
    Object.fromEntries(
      values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
    )
  return {
    total: facets.total.count,
    kinds: of(facets.kinds),
    categories: of(facets.categories),
    genres: of(facets.genres),
    platforms: of(facets.platforms),
    tags: of(facets.tags),
    companies: of(facets.companies.map((company) => ({ ...company, value: company.name }))),
    years: Object.fromEntries(facets.years.map(({ year, count }) => [year, count])),
    onSale: facets.onSale.count,
    prices: facets.prices.reduce((sum, { count }) => sum + count, 0),
    scored: facets.scores.find(({ minScore }) => minScore === 3.5)?.count ?? 0,
  }
}

const some = <Value>(...values: readonly Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })

const randomQuery = fc
  .record(
    {
      query: fc.constantFrom('war', 'War'),
      kinds: some('game' as const, 'dlc' as const),
      categories: some('Classics', 'New', 'Nowhere'),
      genres: some('Action', 'RPG', 'Indie'),
      platforms: some('linux', 'mac'),
      tags: some('War', 'Puzzle', 'Space'),
      company: fc.nat(3),
      currency: fc.constantFrom('USD', 'EUR', 'CHF'),
      minPrice: fc.constantFrom(0, 1, 499, 1_000),
      maxPrice: fc.constantFrom(0, 499, 5_999),
      onSale: fc.constant(true as const),
      releasedFrom: fc.constantFrom('1987-09-01', '1999-12-31', '2000-01-01'),
      releasedTo: fc.constantFrom('1999-12-31', '2000-01-01', '2019-06-14'),
      minScore: fc.constantFrom(2, 3.5, 4.2),
    },
    { requiredKeys: [] },
  )
  .map(({ company, ...query }) => ({ ...query, company }))

describe('facets', () => {
  it('are counted without their own filter, as a recount of all products says', async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery, async ({ company, ...filters }) => {
        const ids = company === undefined ? undefined : [...companies.keys()].slice(0, company)
        const query =
          ids === undefined || ids.length === 0 ? filters : { ...filters, companyIds: ids }
        expect(await answeredFacets(query)).toEqual(expectedFacets(query))
      }),
      { seed: 62, numRuns: 60 },
    )
  })

  it('filter as the list does', async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery, async ({ company: _, ...query }) => {
        const { items, facets } = await find(harness.ctx, { ...query, limit: 100, facets: true })
        const ids = passing(query, 'total').map(({ id }) => id)
        expect(items.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids)
        expect(facets?.total).toEqual({ count: ids.length, more: false })
      }),
      { seed: 63, numRuns: 40 },
    )
  })

  it('say what is selected, even when nothing has it', async () => {
    const { facets } = await facetsOf(harness.ctx, { tags: ['War', 'Puzzle'], categories: ['New'] })
    const selected = facets.tags.filter((tag) => tag.selected).map(({ value }) => value)
    expect(selected.toSorted()).toEqual(['Puzzle', 'War'])
    const { facets: none } = await facetsOf(harness.ctx, {
      tags: ['War'],
      genres: ['RPG'],
      maxPrice: 0,
      minScore: 5,
    })
    expect(none.total.count).toBe(0)
    expect(none.tags.every(({ count, selected }) => count > 0 || selected)).toBe(true)
  })

  it('of companies carry their ids and names', async () => {
    const { facets } = await facetsOf(harness.ctx, {})
    const known = facets.companies.map(({ id, name }) => [id, name])
    expect(new Map(known as [number, string][])).toEqual(companies)
  })
})

describe('facets after a change', () => {
  it('are those of the catalogue as it is', async () => {
    const { ctx } = harness
    const count = async () => (await facetsOf(ctx, { tags: ['Fresh'] })).facets.total.count
    expect(await count()).toBe(0)
    const [id = 0] = await storeProducts(ctx, [{ name: 'Fresh', tags: ['Fresh'], kind: 'bundle' }])
    expect(await count()).toBe(1)
    const change = (values: object) =>
      ctx.db
        .updateTable('product')
        .set((eb) => ({ ...values, revision: eb('revision', '+', 1) }))
        .where('id', '=', id)
        .execute()
    await change({ tags: ['Stale'] })
    expect(await count()).toBe(0)
    await change({ tags: ['Fresh'], status: 'hidden' })
    expect(await count()).toBe(0)
    await change({ status: 'active' })
    expect(await count()).toBe(1)
    const rated = async () => (await facetsOf(ctx, { tags: ['Fresh'] })).facets.scores.length
    expect(await rated()).toBe(0)
    await ctx.db.insertInto('product_summary').values({ product_id: id, rating_5: 9 }).execute()
    expect(await rated()).toBeGreaterThan(0)
    await ctx.db.deleteFrom('product').where('id', '=', id).execute()
    expect(await count()).toBe(0)
  })
})
