import type { Ctx } from '@loadout/core'
import {
  addToWishlist,
  cartContract as contract,
  listWishlist,
  removeFromWishlist,
  wishlistHas,
} from '@loadout/core/cart'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let guest: Ctx
let products: readonly number[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  const made: number[] = []
  for (let n = 0; n < 5; n += 1) made.push(await addProduct(ctx))
  products = made
})
afterAll(() => harness.close())
beforeEach(async () => {
  guest = await asGuest(ctx)
})

const get = (input: object = {}, by = guest) =>
  listWishlist(by, contract.wishlistInput.parse(input))
const ids = ({ items }: Awaited<ReturnType<typeof get>>) => items.map(({ product }) => product.id)
const addAll = async () => {
  for (const productId of products) await addToWishlist(guest, { productId })
}

describe('a wishlist', () => {
  it('holds cards, the newest first, page by page', async () => {
    await addAll()
    const all = await get()
    expect(ids(all)).toEqual([...products].reverse())
    expect(contract.wishlistOutput.parse(all)).toEqual(all)
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await get({ limit: 2, cursor })
      seen.push(...ids(page))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids(all))
  })

  it('holds so many and no more, also when several are added at once', async () => {
    const { accountId } = guest as Awaited<ReturnType<typeof asGuest>>
    const made = await sql<{ id: number }>`
      insert into product (kind, name, slug, price)
      select 'merch', 'P', 'many-' || n, 1 from generate_series(1, ${contract.MAX_WISHES - 1}) as n
      returning id
    `.execute(ctx.db)
    const many = made.rows.map(({ id }) => id)
    await sql`insert into wishlist_item (account_id, product_id)
      select ${accountId}, unnest(${many}::integer[])`.execute(ctx.db)
    const added = await Promise.allSettled(
      products.map((productId) => addToWishlist(guest, { productId })),
    )
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = added.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'WISHLIST_FULL' })
    // What is on it stays so, and one goes for another.
    expect(await addToWishlist(guest, { productId: many[0] ?? 0 })).toMatchObject({ wished: true })
    await removeFromWishlist(guest, { productId: many[0] ?? 0 })
    expect(await addToWishlist(guest, { productId: many[0] ?? 0 })).toMatchObject({ wished: true })
  })

  it('holds a product once, and keeps its place', async () => {
    await addAll()
    expect(await addToWishlist(guest, { productId: products[0] ?? 0 })).toEqual({
      productId: products[0],
      wished: true,
    })
    expect(ids(await get())).toEqual([...products].reverse())
  })

  it('loses what is taken off it, which may be said twice', async () => {
    await addAll()
    const [productId = 0, ...rest] = products
    for (let n = 0; n < 2; n += 1) {
      expect(await removeFromWishlist(guest, { productId })).toEqual({ productId, wished: false })
    }
    expect(ids(await get())).toEqual([...rest].reverse())
  })

  it('leaves out what is not sold, until it is sold again', async () => {
    const hidden = await addProduct(ctx)
    await addToWishlist(guest, { productId: hidden })
    const show = (status: 'hidden' | 'active') =>
      sql`update product set status = ${status} where id = ${hidden}`.execute(ctx.db)
    await show('hidden')
    expect(ids(await get())).toEqual([])
    await show('active')
    expect(ids(await get())).toEqual([hidden])
  })

  it('takes only what is sold', async () => {
    await expect(addToWishlist(guest, { productId: 2_147_483_647 })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      fields: [{ pointer: '/productId' }],
    })
  })

  it('says which of some products are on it', async () => {
    const [first = 0, second = 0, third = 0] = products
    await addToWishlist(guest, { productId: third })
    await addToWishlist(guest, { productId: first })
    expect(await wishlistHas(guest, { productIds: [third, second, first, 2_147_483_647] })).toEqual(
      {
        productIds: [first, third],
      },
    )
  })

  it('refuses a cursor that is not its own', async () => {
    await expect(get({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('is empty for nobody, and not for keys', async () => {
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    expect(await get({}, nobody)).toEqual({ items: [], nextCursor: null })
    expect(await wishlistHas(nobody, { productIds: [1] })).toEqual({ productIds: [] })
    await expect(get({}, ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('of somebody else is neither seen nor changed', async () => {
    const other = await asGuest(ctx)
    const [productId = 0] = products
    await addToWishlist(other, { productId })
    expect(ids(await get())).toEqual([])
    expect(await wishlistHas(guest, { productIds: [productId] })).toEqual({ productIds: [] })
    await removeFromWishlist(guest, { productId })
    expect(ids(await get({}, other))).toEqual([productId])
  })
})
