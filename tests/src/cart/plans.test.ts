import type { Ctx } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import {
  addToCart,
  addToWishlist,
  countBySku,
  getCart,
  listWishlist,
  mergeCarts,
  removeFromCart,
  wishlistHas,
} from '@loadout/core/cart'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'

const GUESTS = 3_000
const PRODUCTS = 4_000
/** Lines in every cart, and products on every wishlist. */
const LINES = 10

let infra: TestInfra
let explained: ExplainedDatabase
let guest: Ctx
let accountId: number
/** A product without sizes that is in nobody's cart. */
const FREE = PRODUCTS + 1

beforeAll(async () => {
  infra = await createTestInfra()
  accountId = (await createGuest(infra)).accountId
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  const actor: Ctx['actor'] = { kind: 'account', accountId, role: 'guest' }
  guest = { ...infra, db: explained.db, actor }
})
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** Every product but one has a style with three sizes; every guest has a cart and a wishlist. */
async function seed(): Promise<void> {
  const { db } = infra
  await sql`insert into product (id, kind, name, slug, price)
    select n, 'merch', 'Product ' || n, 'product-' || n, 100 from generate_series(1, ${FREE}::int) as n`.execute(
    db,
  )
  await sql`insert into style (id, product_id, name, original_price, is_default)
    select n, n, 'Black', 2000, true from generate_series(1, ${PRODUCTS}::int) as n`.execute(db)
  await sql`insert into sku (id, style_id, size, quantity)
    select n, 1 + n % ${PRODUCTS}, 'S', 5 from generate_series(1, ${3 * PRODUCTS}::int) as n`.execute(
    db,
  )
  await sql`insert into style_photo (style_id, url)
    select id, 'https://a.example/' || id from style`.execute(db)
  await sql`insert into account (kind) select 'guest' from generate_series(1, ${GUESTS}::int)`.execute(
    db,
  )
  await sql`insert into cart_item (account_id, product_id, sku_id, quantity)
    select account.id, 1 + (account.id * 31 + n * 97) % ${PRODUCTS},
      (account.id * 31 + n * 97) % ${PRODUCTS}, 1
    from account, generate_series(1, ${LINES}::int) as n
    where (account.id * 31 + n * 97) % ${PRODUCTS} > 0`.execute(db)
  // As of products that have been reviewed: of an empty table the planner reads what there is.
  await sql`insert into product_summary (product_id) select id from product on conflict do nothing`.execute(
    db,
  )
  await sql`insert into wishlist_item (account_id, product_id, added_at)
    select account.id, 1 + (account.id * 13 + n * 7) % ${PRODUCTS}, now() - n * interval '1 hour'
    from account, generate_series(1, ${LINES}::int) as n`.execute(db)
  await sql`vacuum analyze product, product_summary, style, sku, style_photo, account, cart_item, wishlist_item`.execute(
    db,
  )
}

/** What each verb sends, and how many statements it may be. */
const CASES: Readonly<Record<string, readonly [() => Promise<unknown>, number]>> = {
  'cart.get': [() => getCart(guest), 1],
  'the units of each stock item': [() => countBySku(guest), 1],
  'cart.remove': [() => removeFromCart(guest, { productId: 1, skuId: 1 }), 2],
  'wishlist.get': [() => listWishlist(guest, { limit: 5 }), 1],
  'wishlist.has': [() => wishlistHas(guest, { productIds: [1, 2, 3] }), 1],
}

describe.each(Object.entries(CASES))('the plan of %s', (_, [run, statements]) => {
  it('reads the rows of one account, by indexes', async () => {
    const nodes = await explained.plansOf(run)
    expect(explained.statements()).toBe(statements)
    expect(wholeTables(nodes)).toEqual([])
    // Each line has a product, a style, a stock item and a picture; all of that may be looked at twice.
    expect(touched(nodes)).toBeLessThanOrEqual(LINES * 12)
  })
})

/** They run a second time to be explained, so each is one that can be said twice. */
const WRITES: Readonly<Record<string, () => Promise<unknown>>> = {
  'cart.add': () => addToCart(guest, { productId: FREE, quantity: 1 }),
  'wishlist.add': () => addToWishlist(guest, { productId: FREE }),
  'cart.merge': () =>
    guest.db.transaction().execute((tx) => mergeCarts(tx, accountId + 1, accountId)),
}

describe.each(Object.entries(WRITES))('the plan of %s', (_, run) => {
  it('reads no table as a whole', async () => {
    expect(wholeTables(await explained.plansOf(run))).toEqual([])
  })
})

describe('what was written', () => {
  it('is there, once the plans have been looked at', async () => {
    const { lines } = await getCart(guest)
    expect(lines.length).toBeGreaterThan(LINES)
    expect(lines.find(({ product }) => product.id === FREE)?.quantity).toBe(2)
    expect(await wishlistHas(guest, { productIds: [FREE] })).toEqual({ productIds: [FREE] })
  })
})
