import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { Answer, Question, QuestionSort } from './contract.ts'
import { answerJson, questionJson } from './json-queries.ts'

/** A question and where it stands in its list. */
export interface ListedQuestion {
  readonly item: Question
  /** Votes, or microseconds since 1970, as the list is sorted. */
  readonly place: number
}

/** Where a page begins: behind the row with this place and id. */
export interface ListPosition {
  readonly place: number
  readonly id: number
}

export interface QuestionPage {
  readonly productId: number
  readonly answers: number
  readonly limit: number
  readonly after: ListPosition
}

/** A moment to the microsecond, as PostgreSQL keeps it; exact in a double until the year 2255. */
const microseconds = (moment: RawBuilder<unknown>) =>
  sql<number>`(extract(epoch from ${moment}) * 1000000)::bigint`
const momentOf = (value: RawBuilder<unknown>) =>
  sql`(timestamptz 'epoch' + ${value}::double precision * interval '1 microsecond')`

/** What a list is ordered by, each an index of visible questions of a product. */
const SORTS = {
  helpful: { column: 'helpful', key: (place) => sql`${place}::integer`, place: (column) => column },
  newest: { column: 'created_at', key: momentOf, place: microseconds },
} as const satisfies Record<
  QuestionSort,
  {
    readonly column: string
    /** The column's value for a place, and the place for a value of the column. */
    readonly key: (place: RawBuilder<unknown>) => RawBuilder<unknown>
    readonly place: (column: RawBuilder<unknown>) => RawBuilder<unknown>
  }
>

const listStatement = (sort: QuestionSort) => {
  const { column, place } = SORTS[sort]
  return prepared(
    `questions_${sort}`,
    (productId: number, from: number, fromId: number, limit: number, answers: number) =>
      sql<ListedQuestion>`
        select ${questionJson('the_question', sql`${answers}::integer`)} as item,
          ${place(sql.ref(`the_question.${column}`))} as place
        from (
          ${stretchOf(sort, { productId, from, fromId, limit })}
        ) as the_question
        order by ${sql.ref(`the_question.${column}`)} desc, the_question.id desc
      `,
  )
}

/** So many visible questions of a product behind a position, if the product can be seen. */
function stretchOf(
  sort: QuestionSort,
  of: {
    readonly productId: number
    readonly from: number
    readonly fromId: number
    readonly limit: number
  },
) {
  const { column, key } = SORTS[sort]
  return sql`
    select question.* from question
    where question.product_id = ${of.productId} and question.status = 0
      and (question.${sql.ref(column)}, question.id)
        < (${key(sql`${of.from}`)}, ${of.fromId}::integer)
      and exists (select from product where product.id = ${of.productId} and product.status = 'active')
    order by question.${sql.ref(column)} desc, question.id desc
    limit ${of.limit}::integer
  `
}

const LISTS = { helpful: listStatement('helpful'), newest: listStatement('newest') }

/** Visible questions of a product behind a position. */
export function questionsBehind(
  db: Kysely<Database>,
  sort: QuestionSort,
  page: QuestionPage,
): Promise<readonly ListedQuestion[]> {
  const { productId, after, limit, answers } = page
  return LISTS[sort](db, productId, after.place, after.id, limit, answers)
}

/** What was found in a stretch of a list, and where the stretch ended; null at the list's end. */
export interface FoundQuestions {
  readonly items: readonly ListedQuestion[]
  readonly end: ListPosition | null
}

/**
 * Of the next `stretch` questions those that hold `text`, or have an answer that does, `limit` at most.
 * Reads no more than that, however rare the text.
 */
export async function questionsWith(
  db: Kysely<Database>,
  sort: QuestionSort,
  page: QuestionPage & { readonly text: string; readonly stretch: number },
): Promise<FoundQuestions> {
  const { column, place } = SORTS[sort]
  const { productId, after, text, stretch, limit, answers } = page
  const of = { productId, from: after.place, fromId: after.id, limit: stretch }
  const key = (alias: string) => place(sql.ref(`${alias}.${column}`))
  const holds = (body: string) => sql`strpos(fold_text(${sql.ref(body)}), fold_text(${text})) > 0`
  const { rows } = await sql<FoundQuestions>`
    with stretch as materialized (${stretchOf(sort, of)}),
    found as (
      select * from stretch
      where ${holds('stretch.body')} or (
        -- Not "exists", which may become one search through all answers there are.
        select true from answer
        where answer.question_id = stretch.id and answer.status = 0 and ${holds('answer.body')}
        limit 1
      )
      order by ${sql.ref(column)} desc, id desc
      limit ${limit}
    )
    select (
      select coalesce(json_agg(json_build_object(
        'item', ${questionJson('found', sql`${answers}::integer`)}, 'place', ${key('found')})
        order by ${sql.ref(`found.${column}`)} desc, found.id desc), '[]')
      from found
    ) as items, (
      select json_build_object('place', ${key('stretch')}, 'id', stretch.id) from stretch
      order by ${sql.ref(`stretch.${column}`)} desc, stretch.id desc
      offset ${stretch - 1} limit 1
    ) as end
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}

/** An answer and where it stands among those of its question. */
export interface ListedAnswer {
  readonly item: Answer
  readonly rank: number
  /** Microseconds since 1970. */
  readonly time: number
}

/** Visible answers of a visible question behind a position: by rank, the older first among equals. */
export const answersBehind = prepared(
  'answers_by_rank',
  (questionId: number, rank: number, time: number, id: number, limit: number) => sql<ListedAnswer>`
    select ${answerJson('the_answer')} as item, the_answer.rank,
      ${microseconds(sql`the_answer.created_at`)} as time
    from (
      select answer.* from answer
      where answer.question_id = ${questionId} and answer.status = 0
        and answer.rank <= ${rank}::double precision
        and (answer.rank < ${rank}::double precision
          or (answer.created_at, answer.id) > (${momentOf(sql`${time}`)}, ${id}::integer))
        and exists (
          select from question join product on product.id = question.product_id
          where question.id = ${questionId} and question.status = 0 and product.status = 'active'
        )
      order by answer.rank desc, answer.created_at, answer.id
      limit ${limit}::integer
    ) as the_answer
    order by the_answer.rank desc, the_answer.created_at, the_answer.id
  `,
)

/** Visible questions without a visible answer, of one product or of all, the oldest first. */
export async function unansweredBehind(
  db: Kysely<Database>,
  page: {
    readonly productId: number | undefined
    readonly time: number
    readonly id: number
    readonly limit: number
  },
): Promise<readonly ListedQuestion[]> {
  const { productId, time, id, limit } = page
  const ofProduct = productId === undefined ? sql`` : sql`and question.product_id = ${productId}`
  const { rows } = await sql<ListedQuestion>`
    select ${questionJson('the_question', sql`0`)} as item,
      ${microseconds(sql`the_question.created_at`)} as place
    from (
      select question.* from question join product on product.id = question.product_id
      where question.status = 0 and question.answers = 0 and product.status = 'active' ${ofProduct}
        and (question.created_at, question.id) > (${momentOf(sql`${time}`)}, ${id}::integer)
      order by question.created_at, question.id
      limit ${limit}
    ) as the_question
    order by the_question.created_at, the_question.id
  `.execute(db)
  return rows
}

/** Whether a question can be seen. */
export async function questionExists(db: Kysely<Database>, questionId: number): Promise<boolean> {
  const { rows } = await sql`
    select from question join product on product.id = question.product_id
    where question.id = ${questionId} and question.status = 0 and product.status = 'active'
  `.execute(db)
  return rows.length > 0
}
