import { type Ctx, isAppError } from '@loadout/core'
import {
  addToCart,
  addToWishlist,
  type cartContract,
  clearCart,
  getCart,
  listWishlist,
  removeFromCart,
  removeFromWishlist,
  setInCart,
  wishlistHas,
} from '@loadout/core/cart'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle, asGuest } from '../support/store.ts'

/** What is on sale: its line, its price and how many there are (null: not counted). */
interface Ware {
  readonly productId: number
  readonly skuId?: number
  readonly price: number
  readonly currency: string
  readonly stock: number | null
}

interface Act {
  readonly do: 'add' | 'set' | 'remove' | 'clear'
  /** Index of the ware. */
  readonly at: number
  readonly quantity: number
}

let harness: Harness
let ctx: Ctx
let wares: readonly Ware[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  wares = await stock()
})
afterAll(() => harness.close())

async function stock(): Promise<readonly Ware[]> {
  const game = { price: 5_999, currency: 'EUR', stock: null }
  const shirt = await addProduct(ctx)
  const { skuIds } = await addStyle(ctx, shirt, {
    quantities: [500, 0],
    originalPrice: 2_500,
    salePrice: 1_999,
  })
  const [small = 0, medium = 0] = skuIds
  const ofShirt = { productId: shirt, price: 1_999, currency: 'USD' }
  return [
    { ...game, productId: await addProduct(ctx, { kind: 'game', price: 5_999, currency: 'EUR' }) },
    { ...game, productId: await addProduct(ctx, { kind: 'dlc', price: 5_999, currency: 'EUR' }) },
    { ...ofShirt, skuId: small, stock: 500 },
    { ...ofShirt, skuId: medium, stock: 0 },
  ]
}

const keyOf = ({ productId, skuId }: Pick<Ware, 'productId' | 'skuId'>) =>
  `${productId}:${skuId ?? ''}`

const acts = fc.array(
  fc.record({
    do: fc.constantFrom('add', 'add', 'set', 'remove', 'clear'),
    at: fc.nat(3),
    quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 400, max: 999 })),
  }),
  { minLength: 1, maxLength: 25 },
)

/** Lines in the order in which they came, as the rules say; false when the act must be refused. */
function follow(model: Map<number, number>, act: Act): boolean {
  const before = model.get(act.at)
  switch (act.do) {
    case 'add':
      if ((before ?? 0) + act.quantity > 999) return false
      model.set(act.at, (before ?? 0) + act.quantity)
      return true
    case 'set':
      model.set(act.at, act.quantity)
      return true
    case 'remove':
      model.delete(act.at)
      return true
    case 'clear':
      model.clear()
      return true
  }
}

function perform(guest: Ctx, act: Act): Promise<cartContract.Cart> {
  const { productId, skuId } = wares[act.at] ?? { productId: 0 }
  const line = { productId, skuId }
  switch (act.do) {
    case 'add':
      return addToCart(guest, { ...line, quantity: act.quantity })
    case 'set':
      return setInCart(guest, { ...line, quantity: act.quantity })
    case 'remove':
      return removeFromCart(guest, line)
    case 'clear':
      return clearCart(guest)
  }
}

/** What a cart with these lines has to say. */
function expected(model: ReadonlyMap<number, number>) {
  const lines = [...model].flatMap(([at, quantity]) => {
    const ware = wares[at]
    return ware === undefined ? [] : [{ ware, quantity }]
  })
  const sums = new Map<string, number>()
  for (const { ware, quantity } of lines) {
    sums.set(ware.currency, (sums.get(ware.currency) ?? 0) + ware.price * quantity)
  }
  return {
    lines: lines.map(({ ware, quantity }) => ({
      key: keyOf(ware),
      quantity,
      total: ware.price * quantity,
      available: ware.stock,
      state: ware.stock !== null && ware.stock < quantity ? 'short' : 'ready',
    })),
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotals: [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, amount]) => ({ amount, currency })),
  }
}

function told({ lines, units, subtotals }: cartContract.Cart) {
  return {
    lines: lines.map(({ product, sku, quantity, total, available, state }) => ({
      key: keyOf({ productId: product.id, ...(sku && { skuId: sku.id }) }),
      ...{ quantity, total, available, state },
    })),
    units,
    subtotals,
  }
}

describe('whatever is done to a cart', () => {
  it('it holds what the rules say, after every step', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const guest = await asGuest(ctx)
        const model = new Map<number, number>()
        for (const act of sequence) {
          const before = expected(model)
          if (follow(model, act)) {
            expect(told(await perform(guest, act))).toEqual(expected(model))
            continue
          }
          const error: unknown = await perform(guest, act).catch((reason: unknown) => reason)
          expect(isAppError(error, 'CART_FULL')).toBe(true)
          expect(told(await getCart(guest))).toEqual(before)
        }
        expect(told(await getCart(guest))).toEqual(expected(model))
      }),
      { numRuns: 20, seed: 20_261_121 },
    )
  })
})

/** Under the names that a set has for them. */
const CHANGES = { add: addToWishlist, delete: removeFromWishlist } as const

/** All of a wishlist, page by page. */
async function wished(guest: Ctx, limit: number): Promise<readonly number[]> {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await listWishlist(guest, { limit, cursor })
    seen.push(...page.items.map(({ product }) => product.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return seen
}

describe('whatever is done to a wishlist', () => {
  const wishes = fc.array(
    fc.record({ at: fc.nat(3), act: fc.constantFrom<keyof typeof CHANGES>('add', 'delete') }),
    { maxLength: 15 },
  )

  it('it holds what was wished for and not taken off, the newest first', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, fc.integer({ min: 1, max: 3 }), async (sequence, limit) => {
        const guest = await asGuest(ctx)
        const ids = [...new Set(wares.map(({ productId }) => productId))]
        const model = new Set<number>()
        for (const { at, act } of sequence) {
          const productId = ids[at % ids.length] ?? 0
          await CHANGES[act](guest, { productId })
          model[act](productId)
        }
        expect(await wished(guest, limit)).toEqual([...model].reverse())
        const { productIds } = await wishlistHas(guest, { productIds: ids })
        expect(productIds).toEqual([...model].sort((a, b) => a - b))
      }),
      { numRuns: 15, seed: 20_261_121 },
    )
  })
})
