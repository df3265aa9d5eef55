import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { MAX_LINES, MAX_QUANTITY } from './contract.ts'

/** What tells the lines of a cart apart. */
export interface LineKey {
  readonly productId: number
  readonly skuId: number | undefined
}

/**
 * Locks carts, in the order of their accounts' ids; whatever else points at an account is not held up.
 * Returns the accounts there are.
 */
export async function lockCarts(
  tx: Kysely<Database>,
  accountIds: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from account where id = any(${accountIds}::integer[]) order by id for no key update
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Adds to a line, or sets it; makes it if it is not there. Returns what it holds, or undefined when that
 * would be too much or the cart has no room for another line. The caller holds the cart.
 */
export async function putLine(
  tx: Kysely<Database>,
  accountId: number,
  line: LineKey & { readonly quantity: number; readonly mode: 'add' | 'set' },
): Promise<number | undefined> {
  const { productId, quantity, mode } = line
  const skuId = line.skuId ?? null
  const before = mode === 'add' ? sql`it.quantity` : sql`0`
  const { rows } = await sql<{ quantity: number }>`
    insert into cart_item as it (account_id, product_id, sku_id, quantity)
    select ${accountId}, ${productId}, ${skuId}::integer, ${quantity}::integer
    where ${MAX_LINES} > (
      select count(*) from cart_item where account_id = ${accountId} and active
        and (product_id, sku_id) is distinct from (${productId}, ${skuId}::integer)
    )
    on conflict (account_id, product_id, sku_id) where active do update
      set quantity = ${before} + excluded.quantity, changed_at = excluded.changed_at
      where ${before} + excluded.quantity <= ${MAX_QUANTITY}
    returning quantity
  `.execute(tx)
  return rows[0]?.quantity
}

export async function deleteLine(
  db: Kysely<Database>,
  accountId: number,
  { productId, skuId }: LineKey,
): Promise<void> {
  await db
    .deleteFrom('cart_item')
    .where('account_id', '=', accountId)
    .where('product_id', '=', productId)
    .where('sku_id', 'is not distinct from', skuId ?? null)
    .where('active', '=', true)
    .execute()
}

export async function deleteLines(db: Kysely<Database>, accountId: number): Promise<void> {
  await db
    .deleteFrom('cart_item')
    .where('account_id', '=', accountId)
    .where('active', '=', true)
    .execute()
}

/**
 * Moves all lines of one cart into another; the same line in both holds the sum, as far as a line can. When
 * there are too many, the newest move. Returns how many found no room. The caller holds both carts.
 */
export async function moveLines(tx: Kysely<Database>, from: number, to: number): Promise<number> {
  const { rows } = await sql<{ left_out: number }>`
    with moving as (
      delete from cart_item where account_id = ${from} and active
      returning id, product_id, sku_id, quantity, added_at
    ), placed as (
      select moving.*, mine.id is not null as is_known,
        row_number() over (
          partition by mine.id is not null order by moving.added_at desc, moving.id desc
        ) as place
      from moving left join cart_item as mine on mine.account_id = ${to} and mine.active
        and mine.product_id = moving.product_id and mine.sku_id is not distinct from moving.sku_id
    ), moved as (
      insert into cart_item as it (account_id, product_id, sku_id, quantity, added_at)
      select ${to}, product_id, sku_id, quantity, added_at from placed
      where is_known or place <= ${MAX_LINES} - (
        select count(*) from cart_item where account_id = ${to} and active
      )
      on conflict (account_id, product_id, sku_id) where active do update
        set quantity = least(it.quantity + excluded.quantity, ${MAX_QUANTITY}),
          changed_at = excluded.changed_at
      returning id
    )
    select (select count(*) from moving) - (select count(*) from moved) as left_out
  `.execute(tx)
  return rows[0]?.left_out ?? 0
}
