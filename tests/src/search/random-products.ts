import fc from 'fast-check'
import type { StoreProduct } from './store-products.ts'

const some = (...values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values))

/** Few different values, so that many are equal. */
export const randomProduct: fc.Arbitrary<StoreProduct> = fc
  .record({
    name: fc
      .tuple(
        fc.constantFrom('War', 'war', 'Peace', 'The War', 'Élan'),
        fc.constantFrom('', ' of Worlds', ' 2', '?'),
      )
      .map((parts) => parts.join('')),
    kind: fc.constantFrom('game', 'dlc', 'merch'),
    status: fc.constantFrom('active', 'active', 'active', 'hidden'),
    description: fc.constantFrom('', 'All about war.', 'Nothing.'),
    category: fc.constantFrom('', 'Classics', 'New'),
    tags: some('War', 'Puzzle', 'Space', 'Co-op'),
    genres: some('Action', 'RPG', 'Indie'),
    platforms: some('linux', 'mac', 'windows'),
    companies: some('Valve', 'Ubisoft', 'id Software'),
    currency: fc.constantFrom('USD', 'USD', 'EUR'),
    price: fc.option(fc.constantFrom(0, 499, 999, 1_000, 5_999, 100_000)),
    sale_price: fc.constant(null),
    prices: fc.constant([]),
    released_on: fc.option(fc.constantFrom('1987-09-01', '1999-12-31', '2000-01-01', '2019-06-15')),
    created_at: fc.constantFrom(
      ...['2020-01-01T00:00:00.000001Z', '2020-01-01T00:00:00.000002Z', '2021-05-05T05:05:05Z'],
    ),
    ratings: fc.constantFrom<readonly [number, number]>([0, 0], [3, 3], [0, 8], [9, 1]),
  })
  .chain((product) =>
    fc.record({ sale: fc.boolean(), abroad: fc.boolean() }).map((more) => ({
      ...product,
      sale_price: more.sale && product.price ? Math.floor(product.price / 2) : null,
      prices: more.abroad
        ? ([[product.currency === 'EUR' ? 'USD' : 'EUR', 799, more.sale ? 399 : null]] as const)
        : [],
    })),
  )

/** The same ones for the same seed. */
export function randomProducts(count: number, seed: number): readonly StoreProduct[] {
  return fc.sample(randomProduct, { numRuns: count, seed })
}

export interface KnownProduct extends StoreProduct {
  readonly id: number
}

/** What a product costs in a currency: regular and now; null: it is not for sale in it. */
export function priceIn(product: StoreProduct, currency: string) {
  const { price = null, sale_price = null, prices = [] } = product
  if ((product.currency ?? 'USD') === currency) {
    return price === null ? null : { amount: price, now: sale_price ?? price }
  }
  const other = prices.find(([own]) => own === currency)
  return other === undefined ? null : { amount: other[1], now: other[2] ?? other[1] }
}

/** The Bayesian average as the catalogue defines it, as exact as a `real`; null: nobody has rated it. */
export function scoreOf({ ratings: [ones, fives] = [0, 0] }: StoreProduct): number | null {
  return ones + fives === 0 ? null : Math.fround((35 + ones + 5 * fives) / (10 + ones + fives))
}
