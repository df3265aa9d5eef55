import { sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import { aboutProduct, decimal, fitting, rows, VERSION } from './json-queries.ts'

/** What the front ends expect of every product, whichever shop it is. */
const CAMPUS = sql.lit('hr-rfp')

const productColumns = sql`
  p.id, ${CAMPUS} as campus, p.name, p.tagline as slogan, p.description, p.category,
  ${decimal(sql`p.price`)} as default_price,
  ${isoTime(sql`p.created_at`)} as created_at, ${isoTime(sql`p.updated_at`)} as updated_at
`

/**
 * So many products by id, after skipping some behind the id `after`. What is skipped is counted in an index,
 * without a look at the products.
 */
export const productsBehind = prepared(
  'atelier_products',
  (after: number, skip: number, count: number) =>
    fitting({
      ids: sql`
        select id from product where status = 'active' and id > ${after}
        order by id offset ${skip} limit ${count}
      `,
      itemOf: (id) => sql`select ${productColumns} from product as p where p.id = ${id}`,
      count,
    }),
)

/** The ids of every `stride`th product by id, in ascending order. One look through an index. */
export const milestones = prepared(
  'atelier_milestones',
  (stride: number) => sql<{ readonly id: number }>`
    with recursive milestone as (
      select 0 as id
      union all
      select (
        select product.id from product
        where product.status = 'active' and product.id > milestone.id
        order by product.id offset ${stride}::integer - 1 limit 1
      )
      from milestone where milestone.id is not null
    )
    select id from milestone where id > 0 order by id
  `,
)

export const productById = prepared('atelier_product', (productId: number) =>
  aboutProduct(
    productId,
    sql`(select row_to_json(the_product) from (
      select ${productColumns}, ${rows(sql`
        select f.name as feature, f.value from product_feature as f
        where f.product_id = p.id order by f.id
      `)} as features
    ) as the_product)`,
  ),
)

/** The version alone: what an entity tag is made of. */
export const versionById = prepared(
  'atelier_version',
  (productId: number) => sql<{ readonly version: string }>`
    select ${VERSION} as version
    from product as p left join product_summary as s on s.product_id = p.id
    where p.id = ${productId} and p.status = 'active'
  `,
)

export const stylesById = prepared('atelier_styles', (productId: number) =>
  aboutProduct(
    productId,
    rows(sql`
      select st.id as style_id, st.name, ${decimal(sql`st.original_price`)} as original_price,
        ${decimal(sql`st.sale_price`)} as sale_price, st.is_default as "default?",
        coalesce(${photos}, '[{"thumbnail_url":null,"url":null}]') as photos,
        coalesce(${skus}, '{"null":{"quantity":null,"size":null}}') as skus
      from style as st where st.product_id = p.id order by st.id
    `),
  ),
)

/** Null without any, as aggregates are. */
const photos = sql`(
  select array_to_json(array_agg(row_to_json(photo))) from (
    select ph.thumbnail_url, ph.url from style_photo as ph where ph.style_id = st.id order by ph.id
  ) as photo
)`

/** An object by id; what is reserved is not there any more. */
const skus = sql`(
  select json_object_agg(sku.id, row_to_json(stock) order by sku.id)
  from sku, lateral (select sku.quantity - sku.reserved as quantity, sku.size) as stock
  where sku.style_id = st.id
)`

/** Ids of what people chose to go with it, in their order and as often as they did. */
export const relatedById = prepared('atelier_related', (productId: number) =>
  aboutProduct(
    productId,
    sql`array_to_json(array(
      select r.related_id from related_product as r
      where r.product_id = p.id
        and exists (select from product as other where other.id = r.related_id and other.status = 'active')
      order by r.id
    ))`,
  ),
)
