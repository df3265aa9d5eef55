import { type RawBuilder, sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import type { Product } from './contract.ts'
import { gameDetail } from './game/json-queries.ts'
import { cardPairs, columnsOf } from './json-queries.ts'

/** Everything `catalog.product` tells of the row of `product` that this alias names. */
export const productJson = (alias: string) => {
  const of = columnsOf(alias)
  return sql<Product>`json_build_object(
    ${cardPairs(alias)},
    'description', ${of('description')},
    'tags', to_json(${of('tags')}),
    'genres', to_json(${of('genres')}),
    'platforms', to_json(${of('platforms')}),
    'prices', ${pricesOf(alias)},
    'releasePrecision', ${of('release_precision')},
    'features', ${featuresOf(of('id'))},
    'media', ${mediaOf(of('id'))},
    'revision', ${of('revision')},
    'createdAt', ${isoTime(of('created_at'))},
    'updatedAt', ${isoTime(of('updated_at'))},
    'game', ${gameDetail(alias)}
  )`
}

const pricesOf = (alias: string) => {
  const of = columnsOf(alias)
  return sql`(
    select coalesce(json_agg(json_build_object('currency', the_price.currency,
      'amount', the_price.amount, 'saleAmount', the_price.sale_amount)
      order by the_price.place, the_price.currency), '[]')
    from (
      select 0 as place, ${of('currency')} as currency, ${of('price')} as amount, ${of('sale_price')} as sale_amount
      where ${of('price')} is not null
      union all
      select 1, currency, amount, sale_amount from price where product_id = ${of('id')}
    ) as the_price
  )`
}

const featuresOf = (productId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('name', the_feature.name, 'value', the_feature.value)
    order by the_feature.id), '[]')
  from product_feature as the_feature where the_feature.product_id = ${productId}
)`

const mediaOf = (productId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('kind', the_medium.kind, 'url', the_medium.url,
    'thumbnailUrl', the_medium.thumbnail_url) order by the_medium.position, the_medium.id), '[]')
  from product_media as the_medium where the_medium.product_id = ${productId}
)`
