import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

export interface PresentStyle {
  readonly id: number
  readonly product_id: number
  readonly name: string
  readonly skus: readonly { readonly id: number; readonly size: string | null }[]
}

/** Styles of products with their stock items, in the order of their ids. */
export async function findStyles(
  tx: Kysely<Database>,
  productIds: readonly number[],
): Promise<readonly PresentStyle[]> {
  const { rows } = await sql<PresentStyle>`
    select style.id, style.product_id, style.name, (
      select coalesce(json_agg(json_build_object('id', sku.id, 'size', sku.size) order by sku.id), '[]')
      from sku where sku.style_id = style.id
    ) as skus
    from style where style.product_id = any(${productIds}::integer[])
    order by style.id
  `.execute(tx)
  return rows
}

/** Which of these ids are somebody's. */
export async function findTaken(
  tx: Kysely<Database>,
  table: 'style' | 'sku',
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table)} where id = any(${ids}::integer[])
  `.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export interface StyleRow {
  readonly id: number
  readonly product_id: number
  readonly name: string
  readonly original_price: number
  readonly sale_price: number | null
  readonly is_default: boolean
  /** ISO 4217. */
  readonly currency: string
}

export interface PhotoRow {
  readonly style_id: number
  readonly url: string
  readonly thumbnail_url: string | null
}

export interface SkuRow {
  readonly id: number
  readonly style_id: number
  readonly size: string | null
  /** Counts for a row that is not there yet only. */
  readonly quantity: number
}

/** Makes these all the styles of these products there are. The stock items that are there must be locked. */
export async function replaceStyles(
  tx: Kysely<Database>,
  productIds: readonly number[],
  rows: {
    readonly styles: readonly StyleRow[]
    readonly photos: readonly PhotoRow[]
    readonly skus: readonly SkuRow[]
  },
): Promise<void> {
  await recordStylePrices(tx, rows.styles)
  await removeStyles(tx, productIds, rows)
  await writeStyles(tx, productIds, rows.styles)
  await sql`
    insert into style_photo (style_id, url, thumbnail_url)
    select style_id, url, thumbnail_url from rows from (
      json_to_recordset(${JSON.stringify(rows.photos)}::json) as (style_id integer, url text, thumbnail_url text)
    ) with ordinality as photo (style_id, url, thumbnail_url, place)
    order by place
  `.execute(tx)
  await sql`
    insert into sku as present (id, style_id, size, quantity)
    select id, style_id, size, quantity from json_to_recordset(${JSON.stringify(rows.skus)}::json)
      as row (id integer, style_id integer, size text, quantity integer)
    order by id
    on conflict (id) do update set size = excluded.size where present.size is distinct from excluded.size
  `.execute(tx)
}

/** Keeps the prices of styles that are about to change. */
async function recordStylePrices(tx: Kysely<Database>, rows: readonly StyleRow[]): Promise<void> {
  await sql`
    insert into price_history (product_id, style_id, currency, amount, sale_amount)
    select style.product_id, style.id, product.currency, style.original_price, style.sale_price
    from style
    join product on product.id = style.product_id
    join json_to_recordset(${JSON.stringify(rows)}::json)
      as row (id integer, original_price bigint, sale_price bigint, currency text) on row.id = style.id
    where (product.currency, style.original_price, style.sale_price)
      is distinct from (row.currency, row.original_price, row.sale_price)
    order by style.id
  `.execute(tx)
}

/** Styles and stock items that are no more, and all photos, which have nothing that points at them. */
async function removeStyles(
  tx: Kysely<Database>,
  productIds: readonly number[],
  { styles, skus }: { readonly styles: readonly StyleRow[]; readonly skus: readonly SkuRow[] },
): Promise<void> {
  const kept = { styles: styles.map(({ id }) => id), skus: skus.map(({ id }) => id) }
  await sql`
    delete from sku using style
    where style.id = sku.style_id and style.product_id = any(${productIds}::integer[])
      and sku.id <> all(${kept.skus}::integer[])
  `.execute(tx)
  await sql`
    delete from style where product_id = any(${productIds}::integer[]) and id <> all(${kept.styles}::integer[])
  `.execute(tx)
  await sql`
    delete from style_photo using style
    where style.id = style_photo.style_id and style.product_id = any(${productIds}::integer[])
  `.execute(tx)
}

async function writeStyles(
  tx: Kysely<Database>,
  productIds: readonly number[],
  rows: readonly StyleRow[],
): Promise<void> {
  // First of all none is the default one: two would be, for a moment.
  await sql`
    update style set is_default = false where product_id = any(${productIds}::integer[]) and is_default
  `.execute(tx)
  await sql`
    insert into style (id, product_id, name, original_price, sale_price, is_default)
    select id, product_id, name, original_price, sale_price, is_default
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id integer, product_id integer, name text,
      original_price bigint, sale_price bigint, is_default boolean)
    order by id
    on conflict (id) do update set name = excluded.name, original_price = excluded.original_price,
      sale_price = excluded.sale_price, is_default = excluded.is_default
  `.execute(tx)
}
