import { type RawBuilder, sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import type { ReviewLabels } from './rating-label.ts'

/** A row of `review`, known by this alias, as JSON with exactly the keys of `reviewSchema`. */
export function reviewJson(alias: string): RawBuilder<string> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`json_build_object(
    'id', ${column('id')},
    'productId', ${column('product_id')},
    'rating', ${column('rating')},
    'recommend', ${column('recommend')},
    'summary', ${column('summary')},
    'body', ${column('body')},
    'author', ${column('author_name')},
    'verified', ${column('verified')},
    'playtimeMinutes', ${column('playtime_minutes')},
    'helpful', ${column('helpful')},
    'unhelpful', ${column('unhelpful')},
    'createdAt', ${isoTime(column('created_at'))},
    'editedAt', ${isoTime(column('edited_at'))},
    'response', case when ${column('response')} is not null then json_build_object(
      'body', ${column('response')}, 'respondedAt', ${isoTime(column('responded_at'))}) end,
    'photos', ${photosJson(column('id'))},
    'characteristics', ${valuesJson(column('id'))}
  )`
}

/** The photos of a review. */
export const photosJson = (reviewId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('id', photo.id, 'url', photo.url) order by photo.id), '[]')
  from review_photo as photo where photo.review_id = ${reviewId}
)`

/** What a review rates. */
export const valuesJson = (reviewId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(
    json_build_object('id', trait.id, 'name', trait.name, 'value', rated.value) order by trait.id), '[]')
  from characteristic_review as rated join characteristic as trait on trait.id = rated.characteristic_id
  where rated.review_id = ${reviewId}
)`

/**
 * What the reviews of a product come to, as JSON with exactly the keys of `reviewSummarySchema`. Recent ones
 * are those since midnight UTC 30 days ago, so that an answer holds for the day unless a review changes.
 */
export function reviewSummaryJson(
  productId: RawBuilder<unknown>,
  labels: ReviewLabels['rules'],
): RawBuilder<string> {
  return sql`(
    select json_build_object(
      'productId', ${productId},
      'reviews', total.reviews,
      'histogram', json_build_object('1', total.rating_1, '2', total.rating_2, '3', total.rating_3,
        '4', total.rating_4, '5', total.rating_5),
      'average', total.stars::double precision / nullif(total.reviews, 0),
      'score', total.score,
      'recommended', json_build_object('yes', total.recommended, 'no', total.not_recommended),
      'overall', ${countJson('total', labels)},
      'recent', ${countJson('recent', labels)},
      'bombedSince', ${isoTime(sql`total.bombed_since`)},
      'characteristics', ${characteristicsJson(productId)}
    )
    from (
      select bombed_since, coalesce(score, 3.5) as score,
        coalesce(recommended, 0) as recommended, coalesce(not_recommended, 0) as not_recommended,
        coalesce(rating_1, 0) as rating_1, coalesce(rating_2, 0) as rating_2, coalesce(rating_3, 0) as rating_3,
        coalesce(rating_4, 0) as rating_4, coalesce(rating_5, 0) as rating_5,
        coalesce(rating_1 + rating_2 + rating_3 + rating_4 + rating_5, 0) as reviews,
        rating_1 + 2 * rating_2 + 3 * rating_3 + 4 * rating_4 + 5 * rating_5 as stars
      from (select ${productId} as id) as asked left join product_summary on product_id = asked.id
    ) as total
    cross join (
      select count(*) as reviews, count(*) filter (where recommend) as recommended
      from review
      where product_id = ${productId} and status = 0
        and created_at >= date_trunc('day', now(), 'UTC') - interval '30 days'
    ) as recent
  )`
}

const countJson = (of: string, labels: string) => sql`json_build_object(
  'reviews', ${sql.ref(`${of}.reviews`)},
  'recommended', ${sql.ref(`${of}.recommended`)},
  'label', ${labelOf(sql.ref(`${of}.reviews`), sql.ref(`${of}.recommended`), labels)}
)`

/** By the first rule that fits. Whole numbers on both sides: no share just at a cut is lost to rounding. */
const labelOf = (
  reviews: RawBuilder<unknown>,
  recommended: RawBuilder<unknown>,
  labels: string,
) => sql`(
  select rule.label
  from rows from (jsonb_to_recordset(${labels}::jsonb) as (label text, percent integer, reviews integer))
    with ordinality as rule (label, percent, reviews, place)
  where ${reviews} >= rule.reviews and 100::bigint * ${recommended} >= rule.percent::bigint * ${reviews}
  order by rule.place
  limit 1
)`

/** Those of the product; before there are any, those that its category asks for, without an id. */
function characteristicsJson(productId: RawBuilder<unknown>) {
  return sql`coalesce(
    (
      select json_agg(json_build_object('id', id, 'name', name, 'count', value_count,
        'average', value_sum::double precision / nullif(value_count, 0)) order by id)
      from characteristic where product_id = ${productId}
    ),
    (
      select json_agg(json_build_object('id', null, 'name', asked.name, 'count', 0, 'average', null)
        order by asked.position, asked.name)
      from product join category_characteristic as asked on asked.category = product.category
      where product.id = ${productId}
    ),
    '[]'
  )`
}
