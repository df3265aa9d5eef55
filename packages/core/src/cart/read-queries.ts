import { type Kysely, type RawBuilder, sql } from 'kysely'
import { productCard } from '../catalog/index.ts'
import type { Database } from '../db/database.ts'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { Cart } from './contract.ts'

/** Larger sums of money are not exact in JSON; no honest cart comes near. */
const MAX_SAFE = sql`9007199254740991`

const orNull = (condition: RawBuilder<unknown>, value: RawBuilder<unknown>) =>
  sql`case when ${condition} then ${value} end`

/** The whole cart of an account, with prices and stock as they are now. */
export const selectCart = prepared(
  'cart',
  (accountId: number) => sql<Cart>`
    with line as materialized (
      select item.id, item.product_id, item.quantity, item.added_at, product.currency,
        sku.id as sku_id, sku.size, style.id as style_id, style.name as style_name,
        case when sku.id is null then product.price else style.original_price end as amount,
        case when sku.id is null then product.sale_price else style.sale_price end as sale_amount,
        sku.quantity - sku.reserved as available,
        case
          when product.status <> 'active' then 'gone'
          when sku.quantity - sku.reserved < item.quantity then 'short'
          when sku.id is null and exists (
            select from style join sku on sku.style_id = style.id
            where style.product_id = item.product_id
          ) then 'incomplete'
          else 'ready'
        end as state
      from cart_item as item
      join product on product.id = item.product_id
      left join sku on sku.id = item.sku_id
      left join style on style.id = sku.style_id
      where item.account_id = ${accountId} and item.active
    ), priced as materialized (
      select line.*, ${orNull(
        sql`amount is not null`,
        sql`least(coalesce(sale_amount, amount) * quantity, ${MAX_SAFE})`,
      )} as total
      from line
    )
    select (
      select coalesce(json_agg(json_build_object(
        'product', ${productCard('product')},
        'sku', ${orNull(
          sql`priced.sku_id is not null`,
          sql`json_build_object('id', priced.sku_id, 'size', priced.size,
            'style', json_build_object('id', priced.style_id, 'name', priced.style_name))`,
        )},
        'quantity', priced.quantity,
        'price', ${orNull(
          sql`priced.amount is not null`,
          sql`json_build_object('currency', priced.currency, 'amount', priced.amount,
            'saleAmount', priced.sale_amount)`,
        )},
        'total', priced.total,
        'available', priced.available,
        'state', priced.state,
        'addedAt', ${isoTime(sql`priced.added_at`)}
      ) order by priced.added_at, priced.id), '[]')
      from priced join product on product.id = priced.product_id
    ) as lines, (
      select coalesce(sum(quantity), 0)::integer from priced
    ) as units, (
      select coalesce(json_agg(json_build_object('amount', amount, 'currency', currency)
        order by currency), '[]')
      from (
        select least(sum(total), ${MAX_SAFE})::bigint as amount, currency from priced
        where total is not null and state <> 'gone' group by currency
      ) as subtotal
    ) as subtotals
  `,
)

/** Units in the cart per stock item, in the order in which they were added. */
export async function selectSkuCounts(
  db: Kysely<Database>,
  accountId: number,
): Promise<readonly { readonly skuId: number; readonly count: number }[]> {
  return db
    .selectFrom('cart_item')
    .select(['sku_id as skuId', 'quantity as count'])
    .where('account_id', '=', accountId)
    .where('active', '=', true)
    .where('sku_id', 'is not', null)
    .$narrowType<{ skuId: number }>()
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** What a product's lines look like, or undefined when it is not sold. */
export async function findTarget(
  db: Kysely<Database>,
  { productId, skuId }: { readonly productId: number; readonly skuId: number | undefined },
): Promise<{ readonly hasSkus: boolean; readonly fits: boolean } | undefined> {
  const { rows } = await sql<{ hasSkus: boolean; fits: boolean }>`
    select
      exists (
        select from style join sku on sku.style_id = style.id where style.product_id = product.id
      ) as "hasSkus",
      exists (
        select from sku join style on style.id = sku.style_id
        where sku.id = ${skuId ?? null} and style.product_id = product.id
      ) as fits
    from product where id = ${productId} and status = 'active'
  `.execute(db)
  return rows[0]
}

/** The product that a stock item belongs to. */
export async function productOfSku(
  db: Kysely<Database>,
  skuId: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('sku')
    .innerJoin('style', 'style.id', 'sku.style_id')
    .select('style.product_id')
    .where('sku.id', '=', skuId)
    .executeTakeFirst()
  return row?.product_id
}
