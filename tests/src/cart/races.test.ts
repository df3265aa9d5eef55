import { type Actor, type Ctx, isAppError } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import {
  addToCart,
  addToWishlist,
  getCart,
  mergeGuestCart,
  removeFromCart,
  setInCart,
} from '@loadout/core/cart'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let products: readonly number[]
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
  products = await Promise.all(Array.from({ length: 12 }, () => addProduct(ctx)))
})
afterAll(async () => {
  await watched.close()
  await harness.close()
})

async function newGuest(): Promise<Ctx & { readonly token: string }> {
  const { accountId, token } = await createGuest(ctx)
  const actor: Actor = { kind: 'account', accountId, role: 'guest' }
  return { ...ctx, actor, token }
}
const product = (n: number) => products[n % products.length] ?? 0

/** Codes of what failed; anything but an error a caller is told about fails the test. */
function codes(results: readonly PromiseSettledResult<unknown>[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (!isAppError(result.reason)) throw result.reason
    return [result.reason.code]
  })
}

describe('at the same time', () => {
  it('50 units added to one line are 50', async () => {
    const guest = await newGuest()
    const line = { productId: product(0), quantity: 1 }
    expect(codes(await atOnce(50, () => addToCart(guest, line)))).toEqual([])
    const { lines, units } = await getCart(guest)
    expect([lines.length, units]).toEqual([1, 50])
  })

  it('a line is filled to the last unit and no further', async () => {
    const guest = await newGuest()
    const line = { productId: product(0), quantity: 333 }
    const results = await atOnce(10, () => addToCart(guest, line))
    expect(codes(results)).toEqual(Array.from({ length: 7 }, () => 'CART_FULL'))
    expect((await getCart(guest)).units).toBe(999)
  })

  it('the last free lines of a cart are taken once', async () => {
    const guest = await newGuest()
    await sql`
      with new as (
        insert into product (kind, name, slug)
        select 'merch', 'x', 'filled-' || n from generate_series(1, 195) as n returning id
      )
      insert into cart_item (account_id, product_id, quantity)
      select (select max(id) from account), id, 1 from new
    `.execute(ctx.db)
    const results = await atOnce(12, (n) =>
      addToCart(guest, { productId: product(n), quantity: 1 }),
    )
    expect(codes(results)).toEqual(Array.from({ length: 7 }, () => 'CART_FULL'))
    expect((await getCart(guest)).lines).toHaveLength(200)
  })

  it('merges in both directions neither deadlock nor lose a unit', async () => {
    const [one, other] = [await newGuest(), await newGuest()]
    for (let n = 0; n < 6; n += 1) {
      await addToCart(one, { productId: product(n), quantity: 1 })
      await addToCart(other, { productId: product(n + 3), quantity: 10 })
    }
    const results = await atOnce(40, (n) =>
      n % 2 === 0
        ? mergeGuestCart(one, { guestToken: other.token })
        : mergeGuestCart(other, { guestToken: one.token }),
    )
    expect(codes(results)).toEqual([])
    const [here, there] = [await getCart(one), await getCart(other)]
    expect(here.units + there.units).toBe(66)
    expect([here.units, there.units]).toContain(0)
    expect(watched.deadlocks()).toBe(0)
  })

  it('everything may be done to two carts that are being merged', async () => {
    const [one, other] = [await newGuest(), await newGuest()]
    const acts: readonly ((n: number) => Promise<unknown>)[] = [
      (n) => addToCart(n % 2 === 0 ? one : other, { productId: product(n), quantity: 1 }),
      (n) => setInCart(one, { productId: product(n), quantity: 5 }),
      (n) => removeFromCart(other, { productId: product(n) }),
      (n) => addToWishlist(n % 2 === 0 ? one : other, { productId: product(n) }),
      () => mergeGuestCart(one, { guestToken: other.token }),
      () => mergeGuestCart(other, { guestToken: one.token }),
      () => getCart(one),
    ]
    expect(
      codes(await atOnce(140, (n) => acts[n % acts.length]?.(n) ?? Promise.resolve())),
    ).toEqual([])
    expect(watched.deadlocks()).toBe(0)
  })
})
