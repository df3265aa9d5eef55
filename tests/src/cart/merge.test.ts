import type { Actor, Ctx } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import {
  addToCart,
  addToWishlist,
  cartContract as contract,
  getCart,
  listWishlist,
  mergeCarts,
  mergeGuestCart,
} from '@loadout/core/cart'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

interface Guest extends Ctx {
  readonly accountId: number
  readonly token: string
}

interface Line {
  readonly productId: number
  readonly skuId?: number | undefined
}

let harness: Harness
let ctx: Ctx
/** What can be in a cart: two sizes of a shirt, three products without sizes. */
let choices: readonly Line[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  const shirt = await addProduct(ctx)
  const { skuIds } = await addStyle(ctx, shirt, { quantities: [5, 5] })
  const made: Line[] = skuIds.map((skuId) => ({ productId: shirt, skuId }))
  for (let n = 0; n < 3; n += 1) made.push({ productId: await addProduct(ctx) })
  choices = made
})
afterAll(() => harness.close())

async function newGuest(): Promise<Guest> {
  const { accountId, token } = await createGuest(ctx)
  const actor: Actor = { kind: 'account', accountId, role: 'guest' }
  return { ...ctx, actor, accountId, token }
}

const keyOf = ({ productId, skuId }: Line) => `${productId}:${skuId ?? ''}`

/** Quantities by line. */
async function contents(guest: Ctx): Promise<Record<string, number>> {
  const { lines } = await getCart(guest)
  return Object.fromEntries(
    lines.map(({ product, sku, quantity }) => [
      keyOf({ productId: product.id, skuId: sku?.id }),
      quantity,
    ]),
  )
}

/** Fills a cart with quantities of the choices, by their index. */
async function fill(guest: Ctx, quantities: Readonly<Record<number, number>>): Promise<void> {
  for (const [index, quantity] of Object.entries(quantities)) {
    await addToCart(guest, contract.cartAddInput.parse({ ...choices[Number(index)], quantity }))
  }
}

const wishes = async (guest: Ctx) =>
  (await listWishlist(guest, contract.wishlistInput.parse({}))).items.map(
    ({ product }) => product.id,
  )

describe('cart.merge', () => {
  it('moves cart and wishlist of another guest to the caller, and leaves the other empty', async () => {
    const [mine, other] = [await newGuest(), await newGuest()]
    const [a, b] = [choices[2]?.productId ?? 0, choices[3]?.productId ?? 0]
    await fill(mine, { 0: 2, 2: 1 })
    await fill(other, { 0: 3, 1: 4 })
    await addToWishlist(mine, { productId: a })
    await addToWishlist(other, { productId: a })
    await addToWishlist(other, { productId: b })
    const { cart, leftOut } = await mergeGuestCart(mine, { guestToken: other.token })
    expect([cart.units, leftOut]).toEqual([10, 0])
    expect(Object.values(await contents(mine)).sort()).toEqual([1, 4, 5])
    expect(await contents(other)).toEqual({})
    expect((await wishes(mine)).sort()).toEqual([a, b].sort())
    expect(await wishes(other)).toEqual([])
  })

  it('a second time, or with oneself, changes nothing', async () => {
    const [mine, other] = [await newGuest(), await newGuest()]
    await fill(mine, { 0: 2 })
    await fill(other, { 0: 3 })
    for (const guestToken of [other.token, other.token, mine.token]) {
      const { cart } = await mergeGuestCart(mine, { guestToken })
      expect(cart.units).toBe(5)
    }
  })

  it.each(['', 'x', `ldg_${'0'.repeat(64)}`])('refuses the token %j', async (guestToken) => {
    const mine = await newGuest()
    await expect(mergeGuestCart(mine, { guestToken })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ pointer: '/guestToken' }],
    })
  })

  it('refuses the token of a session that is over, and a key', async () => {
    const [mine, other] = [await newGuest(), await newGuest()]
    await sql`update guest_session set expires_at = now() - interval '1 second'
      where account_id = ${other.accountId}`.execute(ctx.db)
    await expect(mergeGuestCart(mine, { guestToken: other.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(mergeGuestCart(ctx, { guestToken: mine.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('keeps a cart within its limits: the newest lines find room', async () => {
    const [mine, other] = [await newGuest(), await newGuest()]
    const { rows } = await sql<{ id: number }>`
      insert into product (kind, name, slug)
      select 'merch', 'x', 'merged-' || n from generate_series(1, 202) as n returning id
    `.execute(ctx.db)
    const ids = rows.map(({ id }) => id)
    const [shared = 0, old = 0, recent = 0] = ids.slice(199)
    await sql`insert into cart_item (account_id, product_id, quantity)
      select ${mine.accountId}, id, 600 from unnest(${ids.slice(1, 200)}::integer[]) as id`.execute(
      ctx.db,
    )
    await sql`insert into cart_item (account_id, product_id, quantity, added_at)
      values (${other.accountId}, ${shared}, 600, '2020-01-01'),
        (${other.accountId}, ${old}, 1, '2021-01-01'),
        (${other.accountId}, ${recent}, 1, '2022-01-01')`.execute(ctx.db)
    expect((await mergeGuestCart(mine, { guestToken: other.token })).leftOut).toBe(1)
    const merged = await contents(mine)
    expect(Object.keys(merged)).toHaveLength(200)
    expect([merged[`${shared}:`], merged[`${old}:`], merged[`${recent}:`]]).toEqual([
      999,
      undefined,
      1,
    ])
    expect(await contents(other)).toEqual({})
  })

  it('is refused when one of the accounts is gone', async () => {
    const mine = await newGuest()
    const merge = ctx.db
      .transaction()
      .execute((tx) => mergeCarts(tx, 2_147_483_647, mine.accountId))
    await expect(merge).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('whatever is in two carts', () => {
  const cart = fc.dictionary(
    fc.integer({ min: 0, max: 4 }).map(String),
    fc.integer({ min: 1, max: 999 }),
    { maxKeys: 5 },
  )

  it('a merge holds the sums, within the limit of a line', async () => {
    await fc.assert(
      fc.asyncProperty(cart, cart, async (ours, theirs) => {
        const [mine, other] = [await newGuest(), await newGuest()]
        await fill(mine, ours)
        await fill(other, theirs)
        const expected: Record<string, number> = {}
        for (const [index, line] of choices.entries()) {
          const sum = (ours[index] ?? 0) + (theirs[index] ?? 0)
          if (sum > 0) expected[keyOf(line)] = Math.min(sum, 999)
        }
        const { leftOut } = await mergeGuestCart(mine, { guestToken: other.token })
        expect(await contents(mine)).toEqual(expected)
        expect([await contents(other), leftOut]).toEqual([{}, 0])
      }),
      { numRuns: 15, seed: 20_261_121 },
    )
  })
})
