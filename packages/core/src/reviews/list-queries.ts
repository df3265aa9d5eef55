import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { REVIEW_SORTS, Review } from './contract.ts'
import { reviewJson } from './json-queries.ts'

type Sort = (typeof REVIEW_SORTS)[number]

/** Where a row stands in its order. */
export interface ListPosition {
  readonly key: string | number
  readonly id: number
}

export interface ListedReview extends ListPosition {
  readonly review: Review
}

export interface ReviewFilter {
  readonly ratings?: readonly number[] | undefined
  readonly verified?: boolean | undefined
  readonly recommend?: boolean | undefined
  readonly withPhotos?: true | undefined
  readonly text?: string | undefined
}

/** A stretch of a list: its rows, and where it ended when it was cut off; else null. */
export interface ReviewStretch {
  readonly items: readonly ListedReview[]
  readonly end: ListPosition | null
}

/** What each order is by, and how a cursor writes it. An index of visible reviews has the same order. */
const ORDERS = {
  newest: {
    column: sql.ref('created_at'),
    // To the microsecond: less would not find the row again.
    key: sql`to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    type: sql`timestamptz`,
  },
  helpful: { column: sql.ref('wilson'), key: sql.ref('wilson'), type: sql`double precision` },
  relevant: {
    column: sql.ref('relevance'),
    key: sql.ref('relevance'),
    type: sql`double precision`,
  },
} as const satisfies Record<Sort, Record<string, RawBuilder<unknown>>>

const firstPages = byOrder((sort) =>
  prepared(`review_list_${sort}`, (productId: number, limit: number) =>
    wholePage(sort, { productId, limit, after: sql`true` }),
  ),
)

const laterPages = byOrder((sort) =>
  prepared(
    `review_list_${sort}_after`,
    (productId: number, limit: number, key: string | number, id: number) =>
      wholePage(sort, { productId, limit, after: afterPosition(sort, { key, id }) }),
  ),
)

/** The next visible reviews of a product that can be seen, in this order. */
export function pageOfAll(
  db: Kysely<Database>,
  sort: Sort,
  page: { readonly productId: number; readonly limit: number; readonly after: ListPosition | null },
): Promise<readonly ListedReview[]> {
  const { productId, limit, after } = page
  return after === null
    ? firstPages[sort](db, productId, limit)
    : laterPages[sort](db, productId, limit, after.key, after.id)
}

interface PageRange {
  readonly productId: number
  readonly limit: number
  readonly after: RawBuilder<unknown>
}

function wholePage(sort: Sort, range: PageRange) {
  const { column, key } = ORDERS[sort]
  return sql<ListedReview>`
    select ${reviewJson('page')} as review, ${key} as key, id
    from (${inOrder(sort, range, sql`*`)}) as page
    order by ${column} desc, id desc
  `
}

/**
 * Of the next `window` reviews in this order, the first `limit` that fit. No more than that is looked at,
 * however rare a review that fits. In one statement, so that the end belongs to the rows.
 */
export async function stretchOfFitting(
  db: Kysely<Database>,
  filter: ReviewFilter,
  page: {
    readonly sort: Sort
    readonly productId: number
    readonly limit: number
    readonly window: number
    readonly after: ListPosition | null
  },
): Promise<ReviewStretch> {
  const { sort, productId, limit, window } = page
  const { column, key } = ORDERS[sort]
  const after = page.after === null ? sql`true` : afterPosition(sort, page.after)
  const range = { productId, limit: window, after }
  const { rows } = await sql<ReviewStretch>`
    with page as materialized (
      select * from (${inOrder(sort, range, sql`*`)}) as stretch
      where ${fits(filter)}
      order by ${column} desc, id desc
      limit ${limit}
    )
    select
      (
        select coalesce(json_agg(
          json_build_object('review', ${reviewJson('page')}, 'key', ${key}, 'id', id) order by ${column} desc, id desc
        ), '[]')
        from page
      ) as items,
      case when (select count(*) from page) < ${limit} then (
        select json_build_object('key', ${key}, 'id', id)
        from (${inOrder(sort, range, sql`${column}, id`)}) as stretch
        order by ${column} desc, id desc
        offset ${window}::integer - 1
      ) end as end
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}

function inOrder(sort: Sort, range: PageRange, columns: RawBuilder<unknown>) {
  const { productId, limit, after } = range
  return sql`
    select ${columns} from review
    where product_id = ${productId} and status = 0 and ${after}
      and exists (select from product where id = ${productId} and status = 'active')
    order by ${ORDERS[sort].column} desc, id desc
    limit ${limit}
  `
}

function afterPosition(sort: Sort, { key, id }: ListPosition) {
  const { column, type } = ORDERS[sort]
  return sql`(${column}, id) < (${key}::${type}, ${id}::integer)`
}

function fits({ ratings, verified, recommend, withPhotos, text }: ReviewFilter) {
  const tests = [
    ratings && sql`rating = any(${ratings}::smallint[])`,
    verified !== undefined && sql`verified = ${verified}`,
    recommend !== undefined && sql`recommend = ${recommend}`,
    withPhotos && sql`exists (select from review_photo where review_id = stretch.id)`,
    text !== undefined &&
      sql`fold_text(summary || ' ' || body) like all (
        select '%' || fold_text(word) || '%' from unnest(${patternsOf(text)}::text[]) as word)`,
  ].filter((test) => typeof test === 'object')
  return sql.join([sql`true`, ...tests], sql` and `)
}

/** Its words, none of them a pattern. */
function patternsOf(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll(/[\\%_]/g, '\\$&'))
}

function byOrder<Value>(make: (sort: Sort) => Value): Readonly<Record<Sort, Value>> {
  return { newest: make('newest'), helpful: make('helpful'), relevant: make('relevant') }
}
