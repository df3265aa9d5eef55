import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

export interface SkuRow {
  readonly id: number
  readonly product_id: number
  readonly quantity: number
  readonly reserved: number
}

/**
 * Stock items, locked in the order of their ids, as everybody does who changes stock: so changes of the same
 * items queue up and never deadlock.
 */
export async function lockSkus(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly SkuRow[]> {
  const { rows } = await sql<SkuRow>`
    select sku.id, style.product_id, sku.quantity, sku.reserved
    from sku join style on style.id = sku.style_id
    where sku.id = any(${ids}::integer[]) order by sku.id for no key update of sku
  `.execute(tx)
  return rows
}

/** What is added to a stock item; negative to take away. */
export interface StockChange {
  readonly id: number
  readonly quantity: number
  readonly reserved: number
}

/** The items must be locked. */
export async function changeStock(
  tx: Kysely<Database>,
  changes: readonly StockChange[],
): Promise<readonly SkuRow[]> {
  const { rows } = await sql<SkuRow>`
    update sku set quantity = sku.quantity + change.quantity, reserved = sku.reserved + change.reserved
    from json_to_recordset(${JSON.stringify(changes)}::json)
      as change (id integer, quantity integer, reserved integer), style
    where sku.id = change.id and style.id = sku.style_id
    returning sku.id, style.product_id, sku.quantity, sku.reserved
  `.execute(tx)
  return rows.toSorted((a, b) => a.id - b.id)
}

export interface ReservationRow {
  readonly id: number
  readonly sku_id: number
  readonly quantity: number
}

/** One row per item, in their order. */
export async function insertReservations(
  tx: Kysely<Database>,
  items: readonly { readonly skuId: number; readonly quantity: number }[],
  { accountId, expiresAt }: { readonly accountId: number | null; readonly expiresAt: Date },
): Promise<readonly ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    insert into stock_reservation (sku_id, account_id, quantity, expires_at)
    select (item->>'skuId')::integer, ${accountId}, (item->>'quantity')::integer, ${expiresAt}
    from json_array_elements(${JSON.stringify(items)}::json) with ordinality as list (item, place)
    order by place
    returning id, sku_id, quantity
  `.execute(tx)
  return rows.toSorted((a, b) => a.id - b.id)
}

/** Whether there is such an account; it stays as long as the transaction lasts. */
export async function keepAccount(tx: Kysely<Database>, id: number): Promise<boolean> {
  const { rows } = await sql`select from account where id = ${id} for key share`.execute(tx)
  return rows.length > 0
}

/** Which stock items reservations are of; nothing is locked yet. */
export async function reservedSkus(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ sku_id: number }>`
    select distinct sku_id from stock_reservation where id = any(${ids}::integer[])
  `.execute(db)
  return rows.map(({ sku_id }) => sku_id)
}

/** Ends those of the reservations that are held, and, with `validAt`, not expired then. */
export async function endReservations(
  tx: Kysely<Database>,
  ids: readonly number[],
  { state, validAt }: { readonly state: 'taken' | 'released'; readonly validAt: Date | null },
): Promise<readonly ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    update stock_reservation set state = ${state}
    where id = any(${ids}::integer[]) and state = 'held'
      and (${validAt}::timestamptz is null or expires_at > ${validAt})
    returning id, sku_id, quantity
  `.execute(tx)
  return rows
}

/** Reservations that nobody took in time, the oldest first. */
export async function expiredReservations(
  db: Kysely<Database>,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from stock_reservation where state = 'held' and expires_at <= ${now}
    order by expires_at limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}
