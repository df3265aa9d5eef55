import { type RawBuilder, sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { AtelierSort } from './contract.ts'
import { aboutProduct, listAboutProduct, rows } from './json-queries.ts'

/** Each the order of an index of visible reviews by product. */
const ORDERS = {
  newest: sql`rv.created_at desc, rv.id desc`,
  helpful: sql`rv.wilson desc, rv.id desc`,
  relevant: sql`rv.relevance desc, rv.id desc`,
} as const satisfies Record<AtelierSort, RawBuilder<unknown>>

const reviews = (sort: AtelierSort) =>
  prepared(`atelier_reviews_${sort}`, (productId: number, offset: number, count: number) =>
    listAboutProduct(productId, {
      // What is skipped is counted in the index.
      ids: sql`
        select rv.id from review as rv where rv.product_id = p.id and rv.status = 0
        order by ${ORDERS[sort]} offset ${offset} limit ${count}
      `,
      itemOf: (id) => sql`
        select rv.id as review_id, rv.rating, rv.summary, rv.recommend, rv.response, rv.body,
          ${isoTime(sql`rv.created_at`)} as date, rv.author_name as reviewer_name,
          rv.helpful as helpfulness,
          ${rows(sql`
            select ph.id, ph.url from review_photo as ph where ph.review_id = rv.id order by ph.id
          `)} as photos
        from review as rv where rv.id = ${id}
      `,
      count,
    }),
  )

export const REVIEWS = {
  newest: reviews('newest'),
  helpful: reviews('helpful'),
  relevant: reviews('relevant'),
}

/** A count as text; null, which is left out of its object, when there is nothing to count. */
const counted = (column: string) => sql`nullif(${sql.ref(`s.${column}`)}, 0)::text`

/**
 * Counters of the reviews of a product. The mean of a characteristic has 16 decimals, which is what
 * PostgreSQL's `avg` of such numbers prints.
 */
export const metaById = prepared('atelier_meta', (productId: number) =>
  aboutProduct(
    productId,
    sql`json_build_object(
      'product_id', p.id::text,
      'ratings', json_strip_nulls(json_build_object(
        '1', ${counted('rating_1')}, '2', ${counted('rating_2')}, '3', ${counted('rating_3')},
        '4', ${counted('rating_4')}, '5', ${counted('rating_5')})),
      'recommended', json_strip_nulls(json_build_object(
        'false', ${counted('not_recommended')}, 'true', ${counted('recommended')})),
      'characteristics', (
        select coalesce(json_object_agg(c.name, row_to_json(mean) order by c.id), '{}')
        from characteristic as c, lateral (
          select c.id, round(c.value_sum / nullif(c.value_count, 0)::numeric, 16)::text as value
        ) as mean
        where c.product_id = p.id
      )
    )`,
  ),
)
