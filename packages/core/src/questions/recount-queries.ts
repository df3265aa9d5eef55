import { type Kysely, type RawBuilder, sql } from 'kysely'
import { communityContract } from '../community/index.ts'
import type { Database } from '../db/database.ts'

const { question, answer } = communityContract.SUBJECT_KINDS

/** Products with their questions: from one id to another, both included, or these ids. */
export type ProductSlice =
  | { readonly from: number; readonly to: number }
  | { readonly productIds: readonly number[] }

/** Rows whose counters are off, and by how much: what has to be added. */
export interface Drift {
  readonly questions: readonly {
    readonly id: number
    readonly helpful: number
    readonly answers: number
  }[]
  readonly answers: readonly { readonly id: number; readonly helpful: number }[]
  /** Products whose number of questions is off, or one of whose texts is above. */
  readonly products: readonly { readonly id: number; readonly questions: number }[]
}

/** The last id of the next `size` products from `from` on, and how many they are. */
export async function nextSlice(
  db: Kysely<Database>,
  { from, to }: { readonly from: number; readonly to: number },
  size: number,
): Promise<{ readonly last: number | null; readonly products: number }> {
  const { rows } = await sql<{ last: number | null; products: number }>`
    select max(id) as last, count(*) as products from (
      select id from product where id between ${from} and ${to} order by id limit ${size}
    ) as slice
  `.execute(db)
  return rows[0] ?? { last: null, products: 0 }
}

/** One recount at a time repairs: two would both add what they both found. */
export async function lockRecount(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('questions.recount'))`.execute(tx)
}

/**
 * What is off in a slice. One statement sees one moment, in which every counter fits what it counts unless
 * something has gone wrong; so no lock is taken to look. Whoever writes moves a counter with what it counts:
 * a difference stays what it is while others write, until it is added.
 */
export async function findDrift(db: Kysely<Database>, slice: ProductSlice): Promise<Drift> {
  const { rows } = await sql<Drift>`
    with asked as materialized (
      select id, product_id, status, imported_helpful - helpful as helpful, answers
      from question where ${bothHalves(within(slice, sql`product_id`))}
    ), given as materialized (
      select answer.*, asked.product_id from asked cross join lateral (
        ${answersTo(sql`asked.id`, sql`status = 0`)} union all ${answersTo(sql`asked.id`, sql`status <> 0`)}
      ) as answer
    ), off_questions as (
      select id, product_id, helpful + coalesce(votes, 0) as helpful,
        coalesce(visible, 0) - answers as answers
      from asked
      left join (${votesFor(question, sql`asked`)}) as voted using (id)
      left join (
        select question_id as id, count(*) as visible from given where status = 0 group by question_id
      ) as answered using (id)
      where helpful + coalesce(votes, 0) <> 0 or coalesce(visible, 0) <> answers
    ), off_answers as (
      select id, product_id, helpful + coalesce(votes, 0) as helpful
      from given left join (${votesFor(answer, sql`given`)}) as voted using (id)
      where helpful + coalesce(votes, 0) <> 0
    ), off_products as (
      select coalesce(counted.product_id, summary.product_id) as id,
        coalesce(counted.questions, 0) - coalesce(summary.questions, 0) as questions
      from (
        select product_id, count(*) filter (where status = 0) as questions from asked group by product_id
      ) as counted full join (
        select product_id, questions from product_summary where ${within(slice, sql`product_id`)}
      ) as summary on summary.product_id = counted.product_id
    )
    select (
      select coalesce(json_agg(json_build_object('id', id, 'helpful', helpful, 'answers', answers)), '[]')
      from off_questions
    ) as questions, (
      select coalesce(json_agg(json_build_object('id', id, 'helpful', helpful)), '[]') from off_answers
    ) as answers, (
      select coalesce(json_agg(json_build_object('id', id, 'questions', questions) order by id), '[]')
      from off_products where questions <> 0
        or id in (select product_id from off_questions union all select product_id from off_answers)
    ) as products
  `.execute(db)
  return rows[0] ?? { questions: [], answers: [], products: [] }
}

/** Adds what is missing to the counters, and says that the pages of these products have changed. */
export async function addDrift(tx: Kysely<Database>, drift: Drift): Promise<void> {
  const off = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`
  await sql`
    update question set helpful = question.helpful + off.helpful, answers = question.answers + off.answers
    from jsonb_to_recordset(${off(drift.questions)}) as off (id integer, helpful integer, answers integer)
    where question.id = off.id
  `.execute(tx)
  await sql`
    update answer set helpful = answer.helpful + off.helpful
    from jsonb_to_recordset(${off(drift.answers)}) as off (id integer, helpful integer)
    where answer.id = off.id
  `.execute(tx)
  await sql`
    insert into product_summary as summary (product_id, questions)
    select id, questions
    from jsonb_to_recordset(${off(drift.products)}) as off (id integer, questions integer)
    where questions >= 0 order by id
    on conflict (product_id) do update
      set questions = summary.questions + excluded.questions, version = summary.version + 1
  `.execute(tx)
  // Too many were counted, so there is a row; as a new one it would not do.
  await sql`
    update product_summary as summary
    set questions = summary.questions + off.questions, version = summary.version + 1
    from jsonb_to_recordset(${off(drift.products)}) as off (id integer, questions integer)
    where summary.product_id = off.id and off.questions < 0
  `.execute(tx)
}

const within = (slice: ProductSlice, productId: RawBuilder<unknown>) =>
  'from' in slice
    ? sql`${productId} between ${slice.from} and ${slice.to}`
    : sql`${productId} = any(${slice.productIds}::integer[])`

/** Visible rows and all others have an index each, which only conditions of this form make use of. */
const bothHalves = (condition: RawBuilder<unknown>) =>
  sql`((${condition} and status = 0) or (${condition} and status <> 0))`
const answersTo = (questionId: RawBuilder<unknown>, half: RawBuilder<unknown>) => sql`
  select id, question_id, status, imported_helpful - helpful as helpful
  from answer where question_id = ${questionId} and ${half}
`

/** Votes that say a text of this list helped, by its id. */
const votesFor = (kind: number, list: RawBuilder<unknown>) => sql`
  select text.id, count(*) as votes from ${list} as text
  join vote on vote.subject_kind = ${kind} and vote.subject_id = text.id and vote.value = 1
  group by text.id
`
