import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { jsonPage, PAGE_BYTES } from '../db/json-page.ts'
import { microseconds, momentOf } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { Answer, Question, QuestionSort } from './contract.ts'
import { answerJson, questionJson } from './json-queries.ts'

/** Where a page begins: behind the row with this place and id. */
export interface ListPosition {
  /** Votes, or microseconds since 1970, as the list is sorted. */
  readonly place: number
  readonly id: number
}

export interface QuestionPage {
  readonly productId: number
  readonly answers: number
  readonly limit: number
  readonly after: ListPosition
}

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

/** As many rows of a list as fit into a page, and where the page ended if the list did not; else null. */
export interface ListPage<Item, Position> {
  readonly items: Item[]
  readonly end: Position | null
}
export type ListedQuestions = ListPage<Question, ListPosition>

const firstOf = <Item, Position>(rows: readonly ListPage<Item, Position>[]) =>
  rows[0] ?? { items: [], end: null }

/** Relations that make a page of the questions with these ids, one more than `limit` if there are more. */
const questionPage = (of: {
  readonly ids: RawBuilder<unknown>
  readonly limit: number
  readonly answers: RawBuilder<unknown>
}) =>
  jsonPage({
    ids: of.ids,
    jsonOf: (id) => sql`
      select ${questionJson('one', of.answers)} from question as one where one.id = ${id}
    `,
    limit: of.limit,
    maxBytes: PAGE_BYTES,
  })

const listStatement = (sort: QuestionSort) =>
  prepared(
    `questions_${sort}`,
    (productId: number, from: number, fromId: number, limit: number, answers: number) =>
      sql<ListedQuestions>`
        with recursive ${questionPage({
          ids: stretchOf(sort, { productId, from, fromId, limit, columns: sql`question.id` }),
          limit,
          answers: sql`${answers}::integer`,
        })}
        select items, ${positionOf(SORTS[sort], sql`page.last_id`)} as end from page
      `,
  )

/** The position of the question with an id. */
const positionOf = (
  { column, place }: (typeof SORTS)[QuestionSort],
  id: RawBuilder<unknown>,
) => sql`(
  select json_build_object('place', ${place(sql.ref(`one.${column}`))}, 'id', one.id)
  from question as one where one.id = ${id}
)`

/** So many visible questions of a product behind a position, and one more, if the product can be seen. */
function stretchOf(
  sort: QuestionSort,
  of: {
    readonly productId: number
    readonly from: number
    readonly fromId: number
    readonly limit: number
    readonly columns: RawBuilder<unknown>
  },
) {
  const { column, key } = SORTS[sort]
  return sql`
    select ${of.columns} from question
    where question.product_id = ${of.productId} and question.status = 0
      and (question.${sql.ref(column)}, question.id)
        < (${key(sql`${of.from}`)}, ${of.fromId}::integer)
      and exists (select from product where product.id = ${of.productId} and product.status = 'active')
    order by question.${sql.ref(column)} desc, question.id desc
    limit ${of.limit}::integer + 1
  `
}

const LISTS = { helpful: listStatement('helpful'), newest: listStatement('newest') }

/** Visible questions of a product behind a position. */
export async function questionsBehind(
  db: Kysely<Database>,
  sort: QuestionSort,
  page: QuestionPage,
): Promise<ListedQuestions> {
  const { productId, after, limit, answers } = page
  return firstOf(await LISTS[sort](db, productId, after.place, after.id, limit, answers))
}

/** How much is searched for one page, at most: a rare text gives short pages. */
export interface SearchBounds {
  readonly questions: number
  /** Questions and answers together. */
  readonly texts: number
  /** Answers to one question, the first of them. */
  readonly answers: number
}

/** Of the questions behind a position those that hold `text`, or have an answer that does. */
export async function questionsWith(
  db: Kysely<Database>,
  sort: QuestionSort,
  page: QuestionPage & { readonly text: string; readonly bounds: SearchBounds },
): Promise<ListedQuestions> {
  const { column, place } = SORTS[sort]
  const { productId, after, text, bounds, limit, answers } = page
  const columns = sql.join(
    ['id', 'body', 'answers', column].map((name) => sql.ref(`question.${name}`)),
  )
  const range = { productId, from: after.place, fromId: after.id, limit: bounds.questions, columns }
  const order = sql`order by ${sql.ref(column)} desc, id desc`
  const holds = (body: string) => sql`strpos(fold_text(${sql.ref(body)}), fold_text(${text})) > 0`
  const found = sql`
    select id from searched
    where ${holds('searched.body')} or (
      -- Not "exists", which may become one search through all answers there are.
      select true
      from (
        select answer.body from answer
        where answer.question_id = searched.id and answer.status = 0
        order by answer.rank desc, answer.created_at, answer.id limit ${bounds.answers}
      ) as given
      where ${holds('given.body')}
      limit 1
    )
    ${order}
    limit ${limit}::integer + 1
  `
  const { rows } = await sql<ListedQuestions>`
    with recursive coming as materialized (${stretchOf(sort, range)}),
    searched as materialized (
      select * from (
        select *, row_number() over (${order}) as position,
          sum(1 + least(answers, ${bounds.answers}::integer)) over (${order}) as texts
        from coming
      ) as counted
      where position = 1 or (position <= ${bounds.questions} and texts <= ${bounds.texts})
      ${order}
    ),
    ${questionPage({ ids: found, limit, answers: sql`${answers}::integer` })}
    select items, coalesce(${positionOf(SORTS[sort], sql`page.last_id`)}, (
      select json_build_object('place', ${place(sql.ref(column))}, 'id', id) from searched
      where (select count(*) from searched) < (select count(*) from coming)
      order by position desc limit 1
    )) as end
    from page
  `.execute(db)
  return firstOf(rows)
}

/** Where an answer stands among those of its question. */
export interface AnswerPosition {
  readonly rank: number
  /** Microseconds since 1970. */
  readonly time: number
  readonly id: number
}

const answerList = prepared(
  'answers_by_rank',
  (questionId: number, rank: number, time: number, id: number, limit: number) => sql<
    ListPage<Answer, AnswerPosition>
  >`
    with recursive ${jsonPage({
      ids: sql`
        select answer.id from answer
        where answer.question_id = ${questionId} and answer.status = 0
          and answer.rank <= ${rank}::double precision
          and (answer.rank < ${rank}::double precision
            or (answer.created_at, answer.id) > (${momentOf(sql`${time}`)}, ${id}::integer))
          and exists (
            select from question join product on product.id = question.product_id
            where question.id = ${questionId} and question.status = 0 and product.status = 'active'
          )
        order by answer.rank desc, answer.created_at, answer.id
        limit ${limit}::integer + 1
      `,
      jsonOf: (one) => sql`select ${answerJson('one')} from answer as one where one.id = ${one}`,
      limit,
      maxBytes: PAGE_BYTES,
    })}
    select items, (
      select json_build_object('rank', rank, 'time', ${microseconds(sql`created_at`)}, 'id', id)
      from answer where id = page.last_id
    ) as end
    from page
  `,
)

/** Visible answers of a visible question behind a position: by rank, the older first among equals. */
export async function answersBehind(
  db: Kysely<Database>,
  page: { readonly questionId: number; readonly limit: number; readonly after: AnswerPosition },
): Promise<ListPage<Answer, AnswerPosition>> {
  const { questionId, limit, after } = page
  return firstOf(await answerList(db, questionId, after.rank, after.time, after.id, limit))
}

/** Visible questions without a visible answer, of one product or of all, the oldest first. */
export async function unansweredBehind(
  db: Kysely<Database>,
  page: {
    readonly productId: number | undefined
    readonly after: ListPosition
    readonly limit: number
  },
): Promise<ListedQuestions> {
  const { productId, after, limit } = page
  const ofProduct = productId === undefined ? sql`` : sql`and question.product_id = ${productId}`
  const ids = sql`
    select question.id from question join product on product.id = question.product_id
    where question.status = 0 and question.answers = 0 and product.status = 'active' ${ofProduct}
      and (question.created_at, question.id)
        > (${momentOf(sql`${after.place}`)}, ${after.id}::integer)
    order by question.created_at, question.id
    limit ${limit}::integer + 1
  `
  const { rows } = await sql<ListedQuestions>`
    with recursive ${questionPage({ ids, limit, answers: sql`0` })}
    select items, ${positionOf(SORTS.newest, sql`page.last_id`)} as end from page
  `.execute(db)
  return firstOf(rows)
}

/** Whether a question can be seen. */
export async function questionExists(db: Kysely<Database>, questionId: number): Promise<boolean> {
  const { rows } = await sql`
    select from question join product on product.id = question.product_id
    where question.id = ${questionId} and question.status = 0 and product.status = 'active'
  `.execute(db)
  return rows.length > 0
}
