import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { Product, ProductCard, Style } from './contract.ts'
import { relatedOf, stylesOf } from './json-queries.ts'
import { productJson } from './product-json-queries.ts'

export interface FoundProduct {
  readonly product: Product
  /** The former slug it was found by. */
  readonly redirected_from: string | null
}

export const productById = prepared(
  'catalog_product_by_id',
  (id: number) => sql<FoundProduct>`
    select ${productJson('p')} as product, null as redirected_from
    from product as p where p.id = ${id} and p.status = 'active'
  `,
)

/** A slug is one product's only, now or formerly. */
export const productBySlug = prepared(
  'catalog_product_by_slug',
  (slug: string) => sql<FoundProduct>`
    select ${productJson('p')} as product, target.redirected_from
    from (
      select id, null as redirected_from from product where slug = ${slug}
      union all
      select product_id, slug from slug_history where slug = ${slug}
    ) as target
    join product as p on p.id = target.id
    where p.status = 'active' limit 1
  `,
)

/** No row: no such product. */
export const productStyles = prepared(
  'catalog_styles',
  (productId: number) => sql<{ styles: Style[] }>`
    select ${stylesOf(sql`p.id`)} as styles from product as p where p.id = ${productId} and p.status = 'active'
  `,
)

/** No row: no such product. */
export const productRelated = prepared(
  'catalog_related',
  (productId: number, limit: number) => sql<{ cards: ProductCard[] }>`
    select ${relatedOf(sql`p.id`, sql`${limit}`)} as cards
    from product as p where p.id = ${productId} and p.status = 'active'
  `,
)

export interface PastPrice {
  readonly id: number
  readonly currency: string
  readonly amount: number | null
  readonly sale_amount: number | null
  readonly until: string
}

/** Prices that have ended, the latest first. */
export async function pastPrices(
  db: Kysely<Database>,
  of: {
    readonly productId: number
    readonly styleId: number | null
    readonly currency: string | null
  },
  page: { readonly limit: number; readonly before: number | null },
): Promise<readonly PastPrice[]> {
  const { rows } = await sql<PastPrice>`
    select id, currency, amount, sale_amount, ${isoTime(sql`ended_at`)} as until
    from price_history
    where product_id = ${of.productId} and style_id is not distinct from ${of.styleId}::integer
      and (${of.currency}::text is null or currency = ${of.currency})
      and (${page.before}::bigint is null or id < ${page.before})
    order by id desc limit ${page.limit}
  `.execute(db)
  return rows
}
