import type { Ctx } from '@loadout/core'
import {
  addSkuToCart,
  addToCart,
  clearCart,
  cartContract as contract,
  countBySku,
  getCart,
  removeFromCart,
  setInCart,
} from '@loadout/core/cart'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle, asGuest } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let guest: Ctx
let game: number
let shirt: number
let small: number
let medium: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  guest = await asGuest(ctx)
  game = await addProduct(ctx, { kind: 'game', price: 5_999, sale_price: 2_999, currency: 'EUR' })
  shirt = await addProduct(ctx, { price: 1 })
  const style = { quantities: [5, 0], originalPrice: 2_000, salePrice: null }
  const { skuIds } = await addStyle(ctx, shirt, style)
  small = skuIds[0] ?? 0
  medium = skuIds[1] ?? 0
})

const add = (line: object, by = guest) => addToCart(by, contract.cartAddInput.parse(line))
const set = (line: object, by = guest) => setInCart(by, contract.cartSetInput.parse(line))
const short = ({ lines }: contract.Cart) =>
  lines.map(({ product, sku, quantity }) => [product.id, sku?.id ?? null, quantity])

describe('a cart', () => {
  it('is empty for who has none, and for nobody', async () => {
    const empty = { lines: [], units: 0, subtotals: [] }
    expect(await getCart(guest)).toEqual(empty)
    expect(await getCart({ ...ctx, actor: { kind: 'anonymous' } })).toEqual(empty)
  })

  it('has lines with prices and stock as they are now, and a subtotal per currency', async () => {
    await add({ productId: game, quantity: 2 })
    const cart = await add({ productId: shirt, skuId: small })
    expect(contract.cartSchema.parse(cart)).toEqual(cart)
    expect(cart.units).toBe(3)
    expect(cart.subtotals).toEqual([
      { amount: 5_998, currency: 'EUR' },
      { amount: 2_000, currency: 'USD' },
    ])
    expect(cart.lines[0]).toMatchObject({
      sku: null,
      price: { currency: 'EUR', amount: 5_999, saleAmount: 2_999 },
      total: 5_998,
      available: null,
      state: 'ready',
    })
    expect(cart.lines[1]).toMatchObject({
      product: { id: shirt },
      sku: { id: small, size: 'S', style: { name: 'Black' } },
      price: { currency: 'USD', amount: 2_000, saleAmount: null },
      total: 2_000,
      available: 5,
      state: 'ready',
    })
    await sql`update style set sale_price = 1500 where product_id = ${shirt}`.execute(ctx.db)
    const { lines, subtotals } = await getCart(guest)
    expect(lines[1]).toMatchObject({ price: { saleAmount: 1_500 }, total: 1_500 })
    expect(subtotals[1]?.amount).toBe(1_500)
  })

  it('marks lines that cannot be bought as they are', async () => {
    await add({ productId: shirt, skuId: small, quantity: 6 })
    await add({ productId: shirt, skuId: medium })
    await add({ productId: game })
    const plain = await addProduct(ctx)
    await add({ productId: plain })
    await addStyle(ctx, plain, { quantities: [1] })
    await sql`update product set status = 'hidden' where id = ${game}`.execute(ctx.db)
    const cart = await getCart(guest)
    expect(cart.lines.map(({ state }) => state)).toEqual(['short', 'short', 'gone', 'incomplete'])
    expect(cart.lines.map(({ available }) => available)).toEqual([5, 0, null, null])
    expect(cart.lines[3]).toMatchObject({ price: null, total: null })
    expect(cart.subtotals).toEqual([{ amount: 14_000, currency: 'USD' }])
  })

  it('does not count what is reserved as available', async () => {
    await sql`update sku set reserved = 4 where id = ${small}`.execute(ctx.db)
    const cart = await add({ productId: shirt, skuId: small, quantity: 2 })
    expect(cart.lines[0]).toMatchObject({ available: 1, state: 'short' })
  })

  it('has a sum that JSON can tell, whatever it costs', async () => {
    const dear = await addProduct(ctx, { price: 1_000_000_000_000_000 })
    const cart = await add({ productId: dear, quantity: 999 })
    expect(cart.subtotals).toEqual([{ amount: Number.MAX_SAFE_INTEGER, currency: 'USD' }])
    expect(contract.cartSchema.safeParse(cart).success).toBe(true)
  })
})

describe('adding and setting', () => {
  it('add to a line, or say what it holds', async () => {
    await add({ productId: game })
    await add({ productId: shirt, skuId: small, quantity: 2 })
    await add({ productId: game, quantity: 3 })
    expect(short(await getCart(guest))).toEqual([
      [game, null, 4],
      [shirt, small, 2],
    ])
    expect(short(await set({ productId: game, quantity: 1 }))).toEqual([
      [game, null, 1],
      [shirt, small, 2],
    ])
    expect(short(await set({ productId: shirt, skuId: medium, quantity: 7 }))[2]).toEqual([
      shirt,
      medium,
      7,
    ])
  })

  it.each([
    ['no size where there are sizes', () => ({ productId: shirt }), 'BAD_INPUT', '/skuId'],
    [
      'a size where there is none',
      () => ({ productId: game, skuId: small }),
      'BAD_INPUT',
      '/skuId',
    ],
    [
      'a size nobody has',
      () => ({ productId: shirt, skuId: 2_147_483_647 }),
      'SKU_NOT_FOUND',
      '/skuId',
    ],
    ['no product', () => ({ productId: 2_147_483_647 }), 'PRODUCT_NOT_FOUND', '/productId'],
  ])('refuse %s', async (_, line, code, pointer) => {
    for (const put of [add, set]) {
      await expect(put({ ...line(), quantity: 1 })).rejects.toMatchObject({
        code,
        fields: [{ pointer }],
      })
    }
    expect(short(await getCart(guest))).toEqual([])
  })

  it('refuse the size of another product, and a product that is not sold', async () => {
    const other = await addProduct(ctx)
    await addStyle(ctx, other, { quantities: [1] })
    await expect(add({ productId: other, skuId: small })).rejects.toMatchObject({
      code: 'SKU_NOT_FOUND',
    })
    await sql`update product set status = 'hidden' where id = ${game}`.execute(ctx.db)
    await expect(add({ productId: game })).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' })
  })

  it('hold 999 of each at most, and stay as they were beyond it', async () => {
    await add({ productId: game, quantity: 998 })
    await expect(add({ productId: game, quantity: 2 })).rejects.toMatchObject({ code: 'CART_FULL' })
    expect(short(await add({ productId: game }))).toEqual([[game, null, 999]])
  })

  it('hold 200 lines at most; those that are there can still change', async () => {
    await sql`
      with new as (
        insert into product (kind, name, slug) select 'merch', 'x', ${`full-${game}-`} || n
        from generate_series(1, 200) as n returning id
      )
      insert into cart_item (account_id, product_id, quantity)
      select account_id, id, 1 from new, (
        select max(account_id) as account_id from guest_session
      ) as the_guest
    `.execute(ctx.db)
    await expect(add({ productId: game })).rejects.toMatchObject({ code: 'CART_FULL' })
    const cart = await getCart(guest)
    expect(cart.lines).toHaveLength(200)
    const productId = cart.lines[0]?.product.id
    expect((await set({ productId, quantity: 5 })).units).toBe(204)
    await removeFromCart(guest, { productId: productId ?? 0 })
    expect((await add({ productId: game })).lines).toHaveLength(200)
  })
})

describe('removing', () => {
  it('takes out one line, whatever became of its product, and may be said twice', async () => {
    await add({ productId: game })
    await add({ productId: shirt, skuId: small })
    await add({ productId: shirt, skuId: medium })
    await sql`update product set status = 'hidden' where id = ${shirt}`.execute(ctx.db)
    for (let n = 0; n < 2; n += 1) {
      const cart = await removeFromCart(guest, { productId: shirt, skuId: small })
      expect(short(cart)).toEqual([
        [game, null, 1],
        [shirt, medium, 1],
      ])
    }
  })

  it('of everything empties the cart', async () => {
    await add({ productId: game })
    await add({ productId: shirt, skuId: small })
    expect((await clearCart(guest)).lines).toEqual([])
  })
})

describe('the cart of somebody else', () => {
  it('is neither seen nor changed', async () => {
    const other = await asGuest(ctx)
    await add({ productId: game, quantity: 3 }, other)
    await add({ productId: game })
    await set({ productId: game, quantity: 9 })
    await removeFromCart(guest, { productId: game })
    await clearCart(guest)
    expect(short(await getCart(guest))).toEqual([])
    expect(short(await getCart(other))).toEqual([[game, null, 3]])
  })

  it('is not for keys and jobs to act on', async () => {
    await expect(getCart(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(add({ productId: game }, ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    await expect(add({ productId: game }, nobody)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})

describe('by stock item', () => {
  it('one unit is added per call, and units are counted', async () => {
    await addSkuToCart(guest, { skuId: medium })
    await addSkuToCart(guest, { skuId: small })
    await addSkuToCart(guest, { skuId: medium })
    await add({ productId: game })
    expect(await countBySku(guest)).toEqual([
      { skuId: medium, count: 2 },
      { skuId: small, count: 1 },
    ])
    expect(await countBySku({ ...ctx, actor: { kind: 'anonymous' } })).toEqual([])
  })

  it('nothing is added for one that is not there or not sold', async () => {
    await expect(addSkuToCart(guest, { skuId: 2_147_483_647 })).rejects.toMatchObject({
      code: 'SKU_NOT_FOUND',
    })
    await sql`update product set status = 'hidden' where id = ${shirt}`.execute(ctx.db)
    await expect(addSkuToCart(guest, { skuId: small })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    })
  })
})
