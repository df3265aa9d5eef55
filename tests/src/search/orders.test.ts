import { searchContract } from '@loadout/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { find, idsOfPages, type SearchQuery } from './find.ts'
import { type KnownProduct, priceIn, randomProducts, scoreOf } from './random-products.ts'
import { storeProducts } from './store-products.ts'

const SEED = 41

let harness: Harness
let shown: readonly KnownProduct[]

beforeAll(async () => {
  harness = await createHarness()
  const products = randomProducts(80, SEED)
  const ids = await storeProducts(harness.ctx, products)
  shown = products
    .map((product, place) => ({ ...product, id: ids[place] ?? 0 }))
    .filter(({ status }) => status === 'active')
})
afterAll(() => harness.close())

type KeyOf = (product: KnownProduct) => string | number | null

const priceOf =
  (currency: string): KeyOf =>
  (product) =>
    priceIn(product, currency)?.now ?? null

/** What each order goes by, and whether the greatest comes first; without a key a product comes last. */
const KEYS: Readonly<Record<string, readonly [KeyOf, 'least' | 'greatest']>> = {
  name: [({ name }) => foldedName(name), 'least'],
  newest: [
    ({ created_at = '' }) => Number(new Date(created_at)) * 1_000 + micros(created_at),
    'greatest',
  ],
  released: [({ released_on = null }) => released_on && Number(new Date(released_on)), 'greatest'],
  priceAsc: [priceOf('USD'), 'least'],
  priceDesc: [priceOf('USD'), 'greatest'],
  score: [scoreOf, 'greatest'],
  relevance: [scoreOf, 'greatest'],
}

/** These names hold nothing else. */
const foldedName = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N} ]/gu, '')
    .toLowerCase()

const micros = (moment: string) => Number(/\.\d{3}(\d{3})/.exec(moment)?.[1] ?? 0)

function expectedIds(sort: string): readonly number[] {
  const [keyOf, first] = KEYS[sort] ?? [() => null, 'least']
  // There the greater id is first of equals, but not of those without a key.
  const isBackwards = (key: ReturnType<KeyOf>) =>
    key !== null && (sort === 'newest' || sort === 'priceDesc')
  return shown
    .toSorted(
      (a, b) =>
        compare(keyOf(a), keyOf(b), first) || (isBackwards(keyOf(a)) ? b.id - a.id : a.id - b.id),
    )
    .map(({ id }) => id)
}

function compare(a: ReturnType<KeyOf>, b: ReturnType<KeyOf>, first: 'least' | 'greatest'): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (a === b) return 0
  return a < b === (first === 'least') ? -1 : 1
}

describe('every order', () => {
  it.each(searchContract.SORTS)('%s puts all products in their places', async (sort) => {
    const { items } = await find(harness.ctx, { sort, limit: 100 })
    expect(items.map(({ id }) => id)).toEqual(expectedIds(sort))
    expect(await idsOfPages(harness.ctx, { sort, limit: 7 })).toEqual(expectedIds(sort))
  })

  it('of prices goes by the currency that is asked for', async () => {
    const { items } = await find(harness.ctx, { sort: 'priceAsc', currency: 'EUR', limit: 100 })
    const prices = items.map(({ id }) => {
      const product = shown.find((one) => one.id === id)
      return product && (priceIn(product, 'EUR')?.now ?? Number.POSITIVE_INFINITY)
    })
    expect(prices).toEqual(prices.toSorted((a = 0, b = 0) => (a < b ? -1 : Number(a > b))))
    expect(new Set(prices).size).toBeGreaterThan(4)
  })
})

const LISTS: readonly SearchQuery[] = [
  ...searchContract.SORTS.map((sort) => ({ sort })),
  ...searchContract.SORTS.map((sort) => ({ sort, query: 'war' })),
  { query: 'war worlds' },
  { query: 'the war', genres: ['Action', 'RPG'] },
  { sort: 'priceDesc', currency: 'EUR', platforms: ['linux'], query: 'war' },
  { sort: 'score', minScore: 2, tags: ['Space'] },
]

describe('pages', () => {
  it.each(LISTS)('of %o are the whole list, while products come in', async (list) => {
    const before = (await idsOfPages(harness.ctx, { ...list, limit: 100 })).filter(isShown)
    expect(before.length).toBeGreaterThan(0)
    let seed = SEED
    const ids = await idsOfPages(harness.ctx, { ...list, limit: 11 }, async () => {
      seed += 1
      await storeProducts(harness.ctx, randomProducts(2, seed))
    })
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter(isShown)).toEqual(before)
  })
})

const isShown = (id: number) => shown.some((product) => product.id === id)
