import { type RawBuilder, sql } from 'kysely'
import type { ProductCard, Style } from './contract.ts'

/**
 * Expressions that make JSON of the shapes in the catalogue's contract, for any statement that has a
 * product at hand. None holds a parameter of its own, so statements made of them can be prepared. Their
 * inner tables are named `the_...`: what is passed in must be a parameter, or a column with its table.
 */

/** The card of the row of `product` that this alias names. */
export const productCard = (alias: string) =>
  sql<ProductCard>`json_build_object(${cardPairs(alias)})`

/** All styles of a product with their photos and stock, in the order of their ids; `[]` without any. */
export const stylesOf = (productId: RawBuilder<unknown>) => sql<readonly Style[]>`(
  select coalesce(json_agg(${styleJson('the_style', sql`the_owner.currency`)} order by the_style.id), '[]')
  from style as the_style
  join product as the_owner on the_owner.id = the_style.product_id
  where the_style.product_id = ${productId}
)`

/** The default style of a product, or its first one; null without any. */
export const defaultStyleOf = (productId: RawBuilder<unknown>) => sql<Style | null>`(
  select ${styleJson('the_style', sql`the_owner.currency`)}
  from style as the_style
  join product as the_owner on the_owner.id = the_style.product_id
  where the_style.product_id = ${productId}
  order by the_style.is_default desc, the_style.id limit 1
)`

/** The row of `style` that this alias names; its prices are in the currency of its product. */
export const styleJson = (alias: string, currency: RawBuilder<unknown>) => {
  const of = columnsOf(alias)
  return sql<Style>`json_build_object(
    'id', ${of('id')},
    'name', ${of('name')},
    'price', json_build_object('currency', ${currency}, 'amount', ${of('original_price')},
      'saleAmount', ${of('sale_price')}),
    'isDefault', ${of('is_default')},
    'photos', (
      select coalesce(json_agg(json_build_object('url', the_photo.url,
        'thumbnailUrl', the_photo.thumbnail_url) order by the_photo.id), '[]')
      from style_photo as the_photo where the_photo.style_id = ${of('id')}
    ),
    'skus', (
      select coalesce(json_agg(json_build_object('id', the_sku.id, 'size', the_sku.size,
        'available', the_sku.quantity - the_sku.reserved) order by the_sku.id), '[]')
      from sku as the_sku where the_sku.style_id = ${of('id')}
    )
  )`
}

/**
 * Cards of what goes with a product: what people chose, in their order, each once, then what was computed;
 * `limit` of them at most. Products that cannot be seen are left out.
 */
export const relatedOf = (productId: RawBuilder<unknown>, limit: RawBuilder<unknown>) => sql<
  readonly ProductCard[]
>`(
  select coalesce(json_agg(the_choice.card order by the_choice.place), '[]')
  from (
    select ${productCard('the_related')} as card, the_link.place
    from (
      select related_id, min(place) as place
      from (
        select related_id, id::bigint as place from related_product where product_id = ${productId}
        union all
        select related_id, ${AFTER_ALL_IDS} + position from computed_related where product_id = ${productId}
      ) as the_links
      group by related_id
    ) as the_link
    join product as the_related on the_related.id = the_link.related_id
    where the_related.status = 'active'
    order by the_link.place limit ${limit}
  ) as the_choice
)`

/** Larger than every id: what is computed comes after all that was chosen. */
const AFTER_ALL_IDS = sql`4294967296`

/** The address of the picture a card shows: the product's own first one, or that of its default style. */
export const imageOf = (productId: RawBuilder<unknown>) => sql<string | null>`coalesce(
  (
    select coalesce(the_picture.thumbnail_url, the_picture.url) from product_media as the_picture
    where the_picture.product_id = ${productId} and the_picture.kind <> 'trailer'
    order by the_picture.position, the_picture.id limit 1
  ), (
    select coalesce(the_photo.thumbnail_url, the_photo.url)
    from style as the_style join style_photo as the_photo on the_photo.style_id = the_style.id
    where the_style.product_id = ${productId}
    order by the_style.is_default desc, the_style.id, the_photo.id limit 1
  )
)`

/** The pairs of `json_build_object` that make a card, for shapes that begin with one. */
export const cardPairs = (alias: string) => {
  const of = columnsOf(alias)
  return sql`
    'id', ${of('id')},
    'kind', ${of('kind')},
    'slug', ${of('slug')},
    'name', ${of('name')},
    'tagline', ${of('tagline')},
    'category', ${of('category')},
    'price', case when ${of('price')} is not null then json_build_object(
      'currency', ${of('currency')}, 'amount', ${of('price')}, 'saleAmount', ${of('sale_price')}) end,
    'image', ${imageOf(of('id'))},
    'releasedOn', ${of('released_on')},
    'rating', ${ratingOf(of('id'))}
  `
}

/** Mean and Bayesian average of the ratings; without a row of counters, 3.5 is what ten assumed ones say. */
const ratingOf = (productId: RawBuilder<unknown>) => sql`coalesce((
  select json_build_object(
    'average', (rating_1 + 2 * rating_2 + 3 * rating_3 + 4 * rating_4 + 5 * rating_5)::float8
      / nullif(rating_1 + rating_2 + rating_3 + rating_4 + rating_5, 0),
    'score', score,
    'reviews', rating_1 + rating_2 + rating_3 + rating_4 + rating_5)
  from product_summary where product_summary.product_id = ${productId}
), '{"average":null,"score":3.5,"reviews":0}')`

/** References to the columns of a table that a statement knows by this alias. */
export const columnsOf = (alias: string) => (column: string) => sql.ref(`${alias}.${column}`)
