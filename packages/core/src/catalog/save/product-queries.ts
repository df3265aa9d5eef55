import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { ProductRow } from './to-rows.ts'

const rowsOf = (
  rows: readonly ProductRow[],
) => sql`json_to_recordset(${JSON.stringify(rows)}::json) as row (
  id integer, kind text, status text, slug text, name text, tagline text, description text, category text,
  tags text[], genres text[], platforms text[], currency text, price bigint, sale_price bigint,
  base_id integer, released_on date, release_precision text
)`

export async function insertProducts(
  tx: Kysely<Database>,
  rows: readonly ProductRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into product (id, kind, status, slug, name, tagline, description, category, tags, genres,
      platforms, currency, price, sale_price, base_id, released_on, release_precision)
    select id, kind, status, slug, name, tagline, description, category, tags, genres,
      platforms, currency, price, sale_price, base_id, released_on, release_precision
    from ${rowsOf(rows)}
  `.execute(tx)
}

/** Slugs that end go into the history; one that comes back leaves it. */
export async function updateProducts(
  tx: Kysely<Database>,
  rows: readonly ProductRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into slug_history (slug, product_id)
    select product.slug, product.id
    from product join ${rowsOf(rows)} on row.id = product.id
    where row.slug <> product.slug
  `.execute(tx)
  await sql`
    delete from slug_history where (slug, product_id) in (select slug, id from ${rowsOf(rows)})
  `.execute(tx)
  await sql`
    update product set kind = row.kind, status = row.status, slug = row.slug, name = row.name,
      tagline = row.tagline, description = row.description, category = row.category, tags = row.tags,
      genres = row.genres, platforms = row.platforms, currency = row.currency, price = row.price,
      sale_price = row.sale_price, base_id = row.base_id, released_on = row.released_on,
      release_precision = row.release_precision, revision = product.revision + 1, updated_at = now()
    from ${rowsOf(rows)} where row.id = product.id
  `.execute(tx)
}

export interface SourceRow {
  readonly source: string
  readonly key: string
  readonly product_id: number
  readonly content_hash: string
}

/** Keeps what was saved last, and forgets what others said of the same products: it holds no longer. */
export async function writeSources(
  tx: Kysely<Database>,
  rows: readonly SourceRow[],
): Promise<void> {
  await forgetSaved(
    tx,
    rows.map(({ product_id }) => product_id),
  )
  await sql`
    insert into product_source (source, key, product_id, content_hash)
    select source, key, product_id, content_hash from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (source text, key text, product_id integer, content_hash text)
    order by source, key
    on conflict (source, key) do update set product_id = excluded.product_id,
      content_hash = excluded.content_hash
  `.execute(tx)
}

/** After a change these products are no longer what any document said: saving it again is a change too. */
export async function forgetSaved(
  tx: Kysely<Database>,
  productIds: readonly number[],
): Promise<void> {
  await sql`
    update product_source set content_hash = ''
    where product_id = any(${productIds}::integer[]) and content_hash <> ''
  `.execute(tx)
}
