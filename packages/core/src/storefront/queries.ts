import { type RawBuilder, sql } from 'kysely'
import { catalogueEpoch, defaultStyleOf, productJson, relatedOf } from '../catalog/index.ts'
import { prepared } from '../db/prepared.ts'
import { topQuestionsOf } from '../questions/index.ts'
import { reviewJson, reviewSummaryJson } from '../reviews/index.ts'

export interface PageRow {
  readonly version: string
  /** Of the shape of `productPageOutput`. */
  readonly json: string
}

/** How much of each list the page begins with; the rest is a call of its own. */
const REVIEWS = sql.lit(3)
const QUESTIONS = sql.lit(3)
const ANSWERS = sql.lit(2)
const RELATED = sql.lit(12)

type Target = RawBuilder<unknown>

const byId = (id: number): Target => sql`
  select id, null::text as redirected_from from product where id = ${id}
`

/** Present slugs come before those of the past. */
const bySlug = (slug: string): Target => sql`
  select id, null::text as redirected_from from product where slug = ${slug}
  union all
  select product_id, slug from slug_history
  where slug = ${slug} and not exists (select from product where slug = ${slug})
`

export const pageById = prepared('product_page_by_id', (id: number, labels: string) =>
  page(byId(id), labels),
)
export const pageBySlug = prepared('product_page_by_slug', (slug: string, labels: string) =>
  page(bySlug(slug), labels),
)
export const versionById = prepared('product_version_by_id', (id: number) => version(byId(id)))
export const versionBySlug = prepared('product_version_by_slug', (slug: string) =>
  version(bySlug(slug)),
)

const version = (target: Target) => sql<Pick<PageRow, 'version'>>`
  with target as (${target})
  select ${pageVersion} as version
  from target join product as p on p.id = target.id
  where p.status = 'active'
`

const page = (target: Target, labels: string) => sql<PageRow>`
  with target as (${target})
  select ${pageVersion} as version, json_build_object(
    'product', ${productJson('p')},
    'redirectedFrom', target.redirected_from,
    'defaultStyle', ${defaultStyleOf(sql`p.id`)},
    'styleCount', (select count(*) from style where style.product_id = p.id),
    'reviews', json_build_object('summary', ${reviewSummaryJson(sql`p.id`, labels)}, 'top', ${topReviews}),
    'questions', json_build_object('count', coalesce(s.questions, 0), 'top', ${topQuestionsOf(
      sql`p.id`,
      { limit: QUESTIONS, answers: ANSWERS },
    )}),
    'related', ${relatedOf(sql`p.id`, RELATED)}
  )::text as json
  from target
  join product as p on p.id = target.id
  left join product_summary as s on s.product_id = p.id
  where p.status = 'active'
`

/**
 * Moves whenever anything on the page does: with the product, with imports, with what people write about it,
 * with each product that it shows as a card, and with the day, since "recent" ends days ago. Numbers that
 * only grow are added up; which cards there are is part of the product's revision.
 */
const pageVersion = sql`concat_ws('.', p.id, p.revision, ${catalogueEpoch},
  coalesce((select version from product_summary where product_id = p.id), 0),
  (
    select coalesce(sum(card.revision + coalesce(counters.version, 0)), 0)
    from (
      select related_id as id from related_product where product_id = p.id
      union select related_id from computed_related where product_id = p.id
      union select id from product where base_id = p.id
      union select p.base_id
    ) as shown
    join product as card on card.id = shown.id
    left join product_summary as counters on counters.product_id = card.id
  ),
  to_char(now() at time zone 'UTC', 'YYYYMMDD')
)`

const topReviews = sql`(
  select coalesce(json_agg(${reviewJson('top_review')} order by top_review.relevance desc, top_review.id desc), '[]')
  from (
    select * from review where product_id = p.id and status = 0
    order by relevance desc, id desc limit ${REVIEWS}
  ) as top_review
)`
