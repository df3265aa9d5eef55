import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filters } from '../filter-queries.ts'
import { BLOCK_SIZE, buildBlock, type FacetBlock } from './facet-block.ts'
import { FacetDictionary, VALUE_FACETS, type ValueFacet } from './facet-dictionary.ts'
import type { FacetRow } from './facet-queries.ts'
import { PRICE_STARTS, SCORE_STEPS } from './ranges.ts'
import { type Tally, tallyProducts } from './tally.ts'

const some = <Value>(...values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values))
const WORDS = ['a', 'b', 'c', 'd'] as const

const productArbitrary = fc.record({
  kind: fc.constantFrom('game', 'dlc', 'merch'),
  category: fc.constantFrom('', 'x', 'y'),
  genres: some(...WORDS),
  platforms: some('linux', 'mac'),
  tags: some(...WORDS),
  companies: some([1, 'One'], [2, 'Two'], [3, 'Three']) as fc.Arbitrary<FacetRow['companies']>,
  prices: fc.constantFrom<FacetRow['prices']>(
    [],
    [['USD', 0, null]],
    [['USD', 1_999, 499]],
    [
      ['EUR', 999, null],
      ['USD', 6_000, null],
    ],
    [['EUR', 500, 499]],
  ),
  released: fc.option(fc.integer({ min: -800, max: 20_000 })),
  score: fc.option(fc.constantFrom(1.2, 3, 3.5, 4.1, 4.5, 4.9)),
})

const filtersArbitrary: fc.Arbitrary<Filters> = fc
  .record(
    {
      kinds: some('game', 'dlc'),
      categories: some('x', 'nothing'),
      genres: some(...WORDS),
      platforms: some('linux', 'mac'),
      tags: some(...WORDS),
      companyIds: some(1, 2, 99),
      minPrice: fc.constantFrom(0, 400, 1_000),
      maxPrice: fc.constantFrom(0, 499, 5_000),
      onSale: fc.constant(true as const),
      releasedFrom: fc.constantFrom('1969-01-01', '1999-06-01'),
      releasedTo: fc.constantFrom('1999-05-31', '2020-01-01'),
      minScore: fc.constantFrom(3, 4.1, 4.6),
    },
    { requiredKeys: [] },
  )
  .chain((filters) =>
    fc.constantFrom('USD', 'EUR', 'CHF').map((currency) => ({ ...filters, currency }) as Filters),
  )

/** What each filter asks of a product, written down once more. */
const CHECKS: Readonly<Record<string, (product: FacetRow, filters: Filters) => boolean>> = {
  kinds: ({ kind }, { kinds }) => kinds?.some((one) => one === kind) ?? true,
  categories: ({ category }, { categories }) => categories?.includes(category) ?? true,
  genres: ({ genres }, filters) => filters.genres?.some((one) => genres.includes(one)) ?? true,
  platforms: ({ platforms }, filters) =>
    filters.platforms?.some((one) => platforms.includes(one)) ?? true,
  tags: ({ tags }, filters) => filters.tags?.some((one) => tags.includes(one)) ?? true,
  companies: ({ companies }, { companyIds }) =>
    companyIds?.some((id) => companies.some(([own]) => own === id)) ?? true,
  prices: (product, { minPrice, maxPrice, currency }) => {
    if (minPrice === undefined && maxPrice === undefined) return true
    const price = priceIn(product, currency)?.now
    return price !== undefined && price >= (minPrice ?? 0) && price <= (maxPrice ?? 1e15)
  },
  onSale: (product, { onSale, currency }) => !onSale || priceIn(product, currency)?.sale === true,
  released: ({ released }, { releasedFrom, releasedTo }) => {
    if (releasedFrom === undefined && releasedTo === undefined) return true
    if (released === null) return false
    const day = dayText(released)
    return day >= (releasedFrom ?? '0') && day <= (releasedTo ?? '9')
  },
  scores: ({ score }, { minScore }) =>
    minScore === undefined || (score !== null && score >= minScore),
}

function priceIn({ prices }: FacetRow, currency: string) {
  const found = prices.find(([own]) => own === currency)
  if (found === undefined) return undefined
  const [, amount, sale] = found
  return { now: sale ?? amount, sale: sale !== null && sale < amount }
}

const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

const valuesOf = (product: FacetRow, facet: ValueFacet): readonly string[] => {
  if (facet === 'kinds') return [product.kind]
  if (facet === 'categories') return product.category === '' ? [] : [product.category]
  if (facet === 'companies') return product.companies.map(([id]) => String(id))
  return product[facet]
}

function snapshotOf(products: readonly FacetRow[]) {
  const dictionary = new FacetDictionary()
  const blocks = new Map<number, FacetBlock>()
  for (const [block, rows] of Map.groupBy(products, ({ id }) => id >> 10)) {
    blocks.set(block, buildBlock(rows, { hash: '', dictionary }))
  }
  return { blocks, dictionary }
}

/** Ids spread over three blocks. */
const withIds = (products: readonly Omit<FacetRow, 'id'>[]): readonly FacetRow[] =>
  products.map((product, index) => ({ ...product, id: 1 + index + (index % 3) * BLOCK_SIZE }))

const cases = fc.tuple(fc.array(productArbitrary, { maxLength: 40 }).map(withIds), filtersArbitrary)

/** Counts of one facet at a time, from the products that pass all other filters. */
function recount(products: readonly FacetRow[], filters: Filters) {
  const without = (facet: string) =>
    products.filter((product) =>
      Object.entries(CHECKS).every(([name, passes]) => name === facet || passes(product, filters)),
    )
  const countIn = (values: readonly (number | undefined)[], from: number, to: number) =>
    values.filter((value) => value !== undefined && value >= from && value < to).length
  const prices = without('prices').map((one) => priceIn(one, filters.currency)?.now)
  const scores = without('scores').map(({ score }) => score ?? undefined)
  const released = without('released').flatMap((one) => one.released ?? [])
  const values = VALUE_FACETS.flatMap((facet) =>
    without(facet).flatMap((product) => valuesOf(product, facet).map((value) => [facet, value])),
  )
  return {
    total: without('').length,
    onSale: without('onSale').filter((one) => priceIn(one, filters.currency)?.sale).length,
    values: Object.fromEntries(countBy(values.map((pair) => pair.join(' ')))),
    years: Object.fromEntries(countBy(released.map((day) => dayText(day).slice(0, 4)))),
    prices: PRICE_STARTS.map((start, place) =>
      countIn(prices, start, PRICE_STARTS[place + 1] ?? 1e15),
    ),
    steps: SCORE_STEPS.map((step, place) => countIn(scores, step, SCORE_STEPS[place - 1] ?? 9)),
  }
}

const countBy = (keys: readonly string[]) =>
  [...Map.groupBy(keys, (key) => key)].map(([key, same]) => [key, same.length] as const)

/** The counts of a tally in the same shape. */
function shown({ dictionary }: { dictionary: FacetDictionary }, tally: Tally) {
  const values = VALUE_FACETS.flatMap((facet) =>
    dictionary
      .numbersOf(facet)
      .map(
        (number) =>
          [`${facet} ${dictionary.valueOf(number).value}`, tally.values[number] ?? 0] as const,
      ),
  )
  const years = [...tally.years.entries()].slice(1)
  const some = (entries: readonly (readonly [string | number, number])[]) =>
    Object.fromEntries(entries.filter(([, count]) => count > 0))
  return {
    total: tally.total,
    onSale: tally.onSale,
    values: some(values),
    years: some(years),
    prices: [...tally.prices],
    steps: [...tally.steps],
  }
}

describe('tallyProducts', () => {
  it('counts each facet without its own filter, as a recount does', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ([products, filters]) => {
        const snapshot = snapshotOf(products)
        const counted = shown(snapshot, await tallyProducts(snapshot, filters, null))
        expect(counted).toEqual(recount(products, filters))
      }),
      { seed: 31, numRuns: 200 },
    )
  })

  it('counts only the products that are named, and no ids that are not there', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.array(fc.nat(5_000)), async ([products, filters], more) => {
        const chosen = products.filter(({ id }) => id % 2 === 0)
        const absent = more.filter((id) => products.every((one) => one.id !== id))
        const ids = [...chosen.map(({ id }) => id), ...absent]
        const snapshot = snapshotOf(products)
        const counted = shown(snapshot, await tallyProducts(snapshot, filters, ids))
        expect(counted).toEqual(recount(chosen, filters))
      }),
      { seed: 32, numRuns: 60 },
    )
  })

  it('gives others their turn while it counts a large catalogue', async () => {
    const products = fc.sample(productArbitrary, { numRuns: 100, seed: 33 })
    // One product to a block.
    const spread = products.map((one, index) => ({ ...one, id: 1 + index * BLOCK_SIZE }))
    const snapshot = snapshotOf(spread)
    let turns = 0
    const others = setInterval(() => {
      turns += 1
    })
    const tally = await tallyProducts(snapshot, { currency: 'USD' }, null)
    clearInterval(others)
    expect(tally.total).toBe(100)
    expect(turns).toBeGreaterThan(0)
  })
})
