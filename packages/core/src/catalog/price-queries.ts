import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export interface PriceRow {
  readonly product_id: number
  readonly currency: string
  readonly amount: number
  readonly sale_amount: number | null
}

/**
 * Keeps the prices of these products that are about to end. `after` are all the prices they will have, in
 * every currency. An amount of null in the history: was not for sale in that currency.
 */
export async function recordPrices(
  tx: Kysely<Database>,
  productIds: readonly number[],
  after: readonly PriceRow[],
): Promise<void> {
  await sql`
    with before as (
      select id as product_id, currency, price as amount, sale_price as sale_amount
      from product where id = any(${productIds}::integer[]) and price is not null
      union all
      select product_id, currency, amount, sale_amount
      from price where product_id = any(${productIds}::integer[])
    ), after as (
      select * from json_to_recordset(${JSON.stringify(after)}::json)
        as row (product_id integer, currency text, amount bigint, sale_amount bigint)
    )
    insert into price_history (product_id, currency, amount, sale_amount)
    select product_id, currency, before.amount, before.sale_amount
    from before full join after using (product_id, currency)
    where (before.amount, before.sale_amount) is distinct from (after.amount, after.sale_amount)
    order by product_id, currency
  `.execute(tx)
}

/** Makes these all the prices of these products there are, besides those in the products themselves. */
export async function replaceOtherPrices(
  tx: Kysely<Database>,
  productIds: readonly number[],
  prices: readonly PriceRow[],
): Promise<void> {
  const rows = sql`json_to_recordset(${JSON.stringify(prices)}::json)
    as row (product_id integer, currency text, amount bigint, sale_amount bigint)`
  await sql`
    delete from price where product_id = any(${productIds}::integer[])
      and (product_id, currency) not in (select product_id, currency from ${rows})
  `.execute(tx)
  await sql`
    insert into price (product_id, currency, amount, sale_amount)
    select product_id, currency, amount, sale_amount from ${rows} order by product_id, currency
    on conflict (product_id, currency) do update set amount = excluded.amount, sale_amount = excluded.sale_amount
  `.execute(tx)
}

/** The prices of a product besides the one in its own row. */
export async function otherPrices(
  tx: Kysely<Database>,
  productId: number,
): Promise<readonly PriceRow[]> {
  return tx.selectFrom('price').selectAll().where('product_id', '=', productId).execute()
}

/** The price in the product's own row; null: not for sale in its currency. */
export async function writeOwnPrice(
  tx: Kysely<Database>,
  productId: number,
  { currency, price }: { readonly currency: string; readonly price: PricePair | null },
): Promise<void> {
  await sql`
    update product set currency = ${currency}, price = ${price?.amount ?? null},
      sale_price = ${price?.saleAmount ?? null}
    where id = ${productId}
  `.execute(tx)
}

/** What a style costs, locked; null when the product has no such style. */
export async function stylePrice(
  tx: Kysely<Database>,
  of: { readonly productId: number; readonly styleId: number },
): Promise<PricePair | null> {
  const { rows } = await sql<PricePair>`
    select original_price as amount, sale_price as "saleAmount" from style
    where id = ${of.styleId} and product_id = ${of.productId} for no key update
  `.execute(tx)
  return rows[0] ?? null
}

/** Replaces the price of a style and keeps the former one. */
export async function replaceStylePrice(
  tx: Kysely<Database>,
  of: { readonly productId: number; readonly styleId: number; readonly currency: string },
  { before, after }: { readonly before: PricePair; readonly after: PricePair },
): Promise<void> {
  await sql`
    update style set original_price = ${after.amount}, sale_price = ${after.saleAmount} where id = ${of.styleId}
  `.execute(tx)
  await sql`
    insert into price_history (product_id, style_id, currency, amount, sale_amount)
    values (${of.productId}, ${of.styleId}, ${of.currency}, ${before.amount}, ${before.saleAmount})
  `.execute(tx)
}

/** Minor units. */
export interface PricePair {
  readonly amount: number
  readonly saleAmount: number | null
}
