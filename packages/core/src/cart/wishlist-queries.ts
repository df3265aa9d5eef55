import { type Kysely, sql } from 'kysely'
import { type catalogContract, productCard } from '../catalog/index.ts'
import type { Database } from '../db/database.ts'
import { isoTime } from '../db/moments.ts'
import { MAX_WISHES } from './contract.ts'

export interface WishRow {
  readonly product: catalogContract.ProductCard
  readonly addedAt: string
  /** Microseconds since 1970. */
  readonly time: number
}

/** What is on a wishlist and can be seen, the newest first, behind a position. */
export async function wishesBehind(
  db: Kysely<Database>,
  accountId: number,
  page: { readonly time: number; readonly id: number; readonly limit: number },
): Promise<readonly WishRow[]> {
  const { rows } = await sql<WishRow>`
    select ${productCard('product')} as product, ${isoTime(sql`wish.added_at`)} as "addedAt",
      (extract(epoch from wish.added_at) * 1000000)::bigint as time
    from (
      select wishlist_item.product_id, wishlist_item.added_at
      from wishlist_item join product on product.id = wishlist_item.product_id
      where wishlist_item.account_id = ${accountId} and product.status = 'active'
        and (wishlist_item.added_at, wishlist_item.product_id) < (
          timestamptz 'epoch' + ${page.time}::double precision * interval '1 microsecond',
          ${page.id}::integer
        )
      order by wishlist_item.added_at desc, wishlist_item.product_id desc
      limit ${page.limit}
    ) as wish
    join product on product.id = wish.product_id
    order by wish.added_at desc, wish.product_id desc
  `.execute(db)
  return rows
}

/** False when the list has no room for another product. The caller holds the list: see `lockCarts`. */
export async function insertWish(
  tx: Kysely<Database>,
  accountId: number,
  productId: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into wishlist_item (account_id, product_id)
    select ${accountId}, ${productId}::integer
    where ${MAX_WISHES} > (
      select count(*) from wishlist_item where account_id = ${accountId} and product_id <> ${productId}
    )
    on conflict (account_id, product_id) do update set added_at = wishlist_item.added_at
    returning product_id
  `.execute(tx)
  return rows.length > 0
}

export async function deleteWish(
  db: Kysely<Database>,
  accountId: number,
  productId: number,
): Promise<void> {
  await db
    .deleteFrom('wishlist_item')
    .where('account_id', '=', accountId)
    .where('product_id', '=', productId)
    .execute()
}

/** Those of the products that are on the list, in the order of their ids. */
export async function wishedOf(
  db: Kysely<Database>,
  accountId: number,
  productIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('wishlist_item')
    .select('product_id')
    .where('account_id', '=', accountId)
    .where('product_id', '=', sql<number>`any(${productIds}::integer[])`)
    .orderBy('product_id')
    .execute()
  return rows.map((row) => row.product_id)
}

/** Moves what is on one list to another; what both have stays as it was. */
export async function moveWishes(tx: Kysely<Database>, from: number, to: number): Promise<void> {
  await sql`
    with moving as (
      delete from wishlist_item where account_id = ${from} returning product_id, added_at
    )
    insert into wishlist_item (account_id, product_id, added_at)
    select ${to}::integer, product_id, added_at from moving
    on conflict (account_id, product_id) do nothing
  `.execute(tx)
}
