import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { ATELIER } from '../ids/id-queries.ts'
import { STAGE } from './stage-queries.ts'

const stage = sql.table(STAGE)

/** Keeps the prices of products that are about to change. */
export async function recordProductPrices(tx: Kysely<Database>): Promise<void> {
  await sql`
    insert into price_history (product_id, currency, amount, sale_amount)
    select product.id, product.currency, product.price, product.sale_price
    from product join ${stage} as staged on staged.id = product.id
    where (product.currency, product.price) is distinct from (staged.currency, staged.price)
      and product.price is not null
    order by product.id
  `.execute(tx)
}

/** The same for styles. */
export async function recordStylePrices(tx: Kysely<Database>): Promise<void> {
  await sql`
    insert into price_history (product_id, style_id, currency, amount, sale_amount)
    select style.product_id, style.id, product.currency, style.original_price, style.sale_price
    from style
    join product on product.id = style.product_id
    join ${stage} as staged on staged.id = style.id
    where (style.original_price, style.sale_price) is distinct from (staged.original_price, staged.sale_price)
    order by style.id
  `.execute(tx)
}

/** Default styles make room for those that are about to become it. */
export async function clearOtherDefaults(tx: Kysely<Database>): Promise<void> {
  await sql`
    update style set is_default = false
    from ${stage} as staged
    where staged.is_default and style.product_id = staged.product_id
      and style.is_default and style.id <> staged.id
  `.execute(tx)
}

/** Notes under which keys these products are known where they come from. */
export async function addSources(tx: Kysely<Database>, ids: readonly number[]): Promise<void> {
  await sql`
    insert into product_source (source, key, product_id, content_hash)
    select ${ATELIER}, id::text, id, '' from unnest(${ids}::integer[]) as id
    on conflict (source, key) do nothing
  `.execute(tx)
}
