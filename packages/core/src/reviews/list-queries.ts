import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { jsonPage, PAGE_BYTES } from '../db/json-page.ts'
import { prepared } from '../db/prepared.ts'
import type { REVIEW_SORTS, Review } from './contract.ts'
import { reviewJson } from './json-queries.ts'

type Sort = (typeof REVIEW_SORTS)[number]

/** Where a row stands in its order. */
export interface ListPosition {
  readonly key: string | number
  readonly id: number
}

export interface ReviewFilter {
  readonly ratings?: readonly number[] | undefined
  readonly verified?: boolean | undefined
  readonly recommend?: boolean | undefined
  readonly withPhotos?: true | undefined
  readonly text?: string | undefined
}

/** As many rows of a list as fit into a page, and where the page ended if the list did not; else null. */
export interface ReviewPage {
  readonly items: Review[]
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
export async function pageOfAll(
  db: Kysely<Database>,
  sort: Sort,
  page: { readonly productId: number; readonly limit: number; readonly after: ListPosition | null },
): Promise<ReviewPage> {
  const { productId, limit, after } = page
  const rows =
    after === null
      ? await firstPages[sort](db, productId, limit)
      : await laterPages[sort](db, productId, limit, after.key, after.id)
  return rows[0] ?? { items: [], end: null }
}

interface PageRange {
  readonly productId: number
  readonly limit: number
  readonly after: RawBuilder<unknown>
}

function wholePage(sort: Sort, range: PageRange) {
  return sql<ReviewPage>`
    with recursive ${pageOf(range.limit, inOrder(sort, range, { columns: sql`id`, more: 1 }))}
    select items, ${positionOf(sort, sql`from review where id = page.last_id`)} as end from page
  `
}

/** Relations that make a page of the reviews with these ids, one more than `limit` if there are more. */
const pageOf = (limit: number, ids: RawBuilder<unknown>) =>
  jsonPage({
    ids,
    jsonOf: (id) => sql`select ${reviewJson('one')} from review as one where one.id = ${id}`,
    limit,
    maxBytes: PAGE_BYTES,
  })

const positionOf = (sort: Sort, from: RawBuilder<unknown>) =>
  sql`(select json_build_object('key', ${ORDERS[sort].key}, 'id', id) ${from})`

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
): Promise<ReviewPage> {
  const { sort, productId, limit, window } = page
  const after = page.after === null ? sql`true` : afterPosition(sort, page.after)
  const range = { productId, limit: window, after }
  const { column } = ORDERS[sort]
  const fitting = sql`
    select id from (${inOrder(sort, range, { columns: sql`*` })}) as stretch ${reading(filter)}
    where ${fits(filter)}
    order by ${column} desc, id desc
    limit ${limit}::integer + 1
  `
  const windowEnd = sql`
    from (${inOrder(sort, range, { columns: sql`${column}, id` })}) as stretch
    order by ${column} desc, id desc
    offset ${window}::integer - 1
  `
  const { rows } = await sql<ReviewPage>`
    with recursive ${pageOf(limit, fitting)}
    select items, coalesce(
      ${positionOf(sort, sql`from review where id = page.last_id`)}, ${positionOf(sort, windowEnd)}
    ) as end
    from page
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}

/** The reviews of a range, and so many more. */
function inOrder(
  sort: Sort,
  { productId, limit, after }: PageRange,
  { columns, more = 0 }: { readonly columns: RawBuilder<unknown>; readonly more?: number },
) {
  return sql`
    select ${columns} from review
    where product_id = ${productId} and status = 0 and ${after}
      and exists (select from product where id = ${productId} and status = 'active')
    order by ${ORDERS[sort].column} desc, id desc
    limit ${limit}::integer + ${more}::integer
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
      // What is searched for is folded once, not once for each review.
      sql`(select bool_and(strpos(reading.folded, word) > 0) from unnest((
        select array(select fold_text(word) from unnest(${wordsOf(text)}::text[]) as word)
      )) as word)`,
  ].filter((test) => typeof test === 'object')
  return sql.join([sql`true`, ...tests], sql` and `)
}

/** The text of each review, folded once, however many words are looked for in it. */
const reading = ({ text }: ReviewFilter) =>
  text === undefined
    ? sql``
    : sql`cross join lateral (select fold_text(summary || ' ' || body) as folded offset 0) as reading`

/** Words that are looked for: more are not worth their time. */
const MAX_WORDS = 8

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/))].slice(0, MAX_WORDS)
}

function byOrder<Value>(make: (sort: Sort) => Value): Readonly<Record<Sort, Value>> {
  return { newest: make('newest'), helpful: make('helpful'), relevant: make('relevant') }
}
