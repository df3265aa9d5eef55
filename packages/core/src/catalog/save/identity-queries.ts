import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** Those who will wait for the lock on names: see `inTurn`. */
export const NAMES = 'catalogue names'

/**
 * Whoever gives out names (slugs of products, companies) holds this until the transaction ends, so that no
 * two take the same one. Taken before any other lock.
 */
export async function lockNames(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('catalogue names', 0))`.execute(tx)
}

/** How a product is pointed at: by its id, by the key of a source, or by both. */
export interface ProductPointer {
  readonly id?: number | undefined
  readonly source?: { readonly source: string; readonly key: string } | undefined
}

/** What is known of a pointer. */
export interface Pointed {
  /** The product that the source means. */
  readonly by_source: number | null
  readonly source_hash: string | null
  /** The id, if there is such a product. */
  readonly by_id: number | null
  /** Hash of what was last saved under the id alone. */
  readonly id_hash: string | null
}

/** One row per pointer, in their order. */
export async function findPointers(
  tx: Kysely<Database>,
  pointers: readonly ProductPointer[],
): Promise<readonly Pointed[]> {
  if (pointers.length === 0) return []
  const items = pointers.map(({ id, source }) => ({ id, ...source }))
  const { rows } = await sql<Pointed>`
    select
      known.product_id as by_source, known.content_hash as source_hash,
      product.id as by_id, own.content_hash as id_hash
    from rows from (
      json_to_recordset(${JSON.stringify(items)}::json) as (id integer, source text, key text)
    ) with ordinality as item (id, source, key, place)
    left join product_source as known on known.source = item.source and known.key = item.key
    left join product on product.id = item.id
    left join product_source as own on own.source = 'id' and own.key = item.id::text
    order by item.place
  `.execute(tx)
  return rows
}

/** As many ids as are asked for, of the sequence of a table. */
export async function takeIds(
  tx: Kysely<Database>,
  table: 'product' | 'style' | 'sku',
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return []
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count}::integer)
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Has a sequence go on behind these ids, which did not come from it. */
export async function skipIds(
  tx: Kysely<Database>,
  table: 'product' | 'style' | 'sku',
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  const last = Math.max(...ids)
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), ${last}::bigint)
    where ${last}::bigint >= (select last_value from ${sql.table(`${table}_id_seq`)})
  `.execute(tx)
}

/** What stands in a product that is to be saved over. */
export interface PresentProduct {
  readonly slug: string
  readonly base_id: number | null
}

/** Products by their ids, locked until the transaction ends. */
export async function lockProducts(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, PresentProduct>> {
  // Not `for update`: rows that point at a product may be added meanwhile.
  const { rows } = await sql<PresentProduct & { readonly id: number }>`
    select id, slug, base_id from product where id = any(${ids}::integer[])
    order by id for no key update
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Whose slugs these are or were. */
export async function findSlugs(
  tx: Kysely<Database>,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ slug: string; product_id: number }>`
    select slug, id as product_id from product where slug = any(${slugs}::text[])
    union all
    select slug, product_id from slug_history where slug = any(${slugs}::text[])
  `.execute(tx)
  return new Map(rows.map(({ slug, product_id }) => [slug, product_id]))
}
