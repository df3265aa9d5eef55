import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { ProductStatus } from './contract.ts'

export interface LockedProduct {
  readonly slug: string
  readonly status: ProductStatus
  readonly revision: number
  readonly currency: string
  readonly price: number | null
  readonly sale_price: number | null
}

/** The row of a product, hidden or not, for as long as the transaction lasts. */
export async function lockProduct(
  tx: Kysely<Database>,
  id: number,
): Promise<LockedProduct | undefined> {
  // Not `for update`: rows that point at the product may be added meanwhile.
  const { rows } = await sql<LockedProduct>`
    select slug, status, revision, currency, price, sale_price from product where id = ${id}
    for no key update
  `.execute(tx)
  return rows[0]
}

/** Moves the revision of a product on; to be called with every change of it. */
export async function touchProduct(tx: Kysely<Database>, id: number): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update product set revision = revision + 1, updated_at = now() where id = ${id} returning revision
  `.execute(tx)
  return rows[0]?.revision ?? 0
}

/** The former slug goes into the history; one that comes back leaves it. */
export async function writeSlug(
  tx: Kysely<Database>,
  id: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sql`delete from slug_history where slug = ${to} and product_id = ${id}`.execute(tx)
  await sql`insert into slug_history (slug, product_id) values (${from}, ${id})`.execute(tx)
  await sql`update product set slug = ${to} where id = ${id}`.execute(tx)
}

export async function writeStatus(
  tx: Kysely<Database>,
  id: number,
  status: ProductStatus,
): Promise<void> {
  await sql`update product set status = ${status} where id = ${id}`.execute(tx)
}

/** The ones among these ids that are no products. */
export async function missingProducts(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from unnest(${ids}::integer[]) as wanted (id)
    where not exists (select from product where product.id = wanted.id)
  `.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Makes these all the related products that people chose, in this order. */
export async function replaceRelated(
  tx: Kysely<Database>,
  id: number,
  relatedIds: readonly number[],
): Promise<void> {
  await sql`delete from related_product where product_id = ${id}`.execute(tx)
  await sql`
    insert into related_product (product_id, related_id)
    select ${id}, related_id from unnest(${relatedIds}::integer[]) with ordinality as chosen (related_id, place)
    order by place
  `.execute(tx)
}
