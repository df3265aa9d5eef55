import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { LockedQuestion } from './question-queries.ts'

export interface LockedAnswer extends LockedQuestion {
  readonly questionId: number
}

/** Locks an answer. Whoever also needs its question locks that first. */
export async function lockAnswer(
  tx: Kysely<Database>,
  id: number,
): Promise<LockedAnswer | undefined> {
  const { rows } = await sql<LockedAnswer>`
    select answer.id, question_id as "questionId", product_id as "productId",
      answer.account_id as "accountId", answer.status, answer.helpful,
      answer.status = 0 and question.status = 0 and product.status = 'active' as "isShown",
      answer.status = 4 and question.status in (0, 4) and product.status = 'active' as "isShadowed"
    from answer
    join question on question.id = answer.question_id
    join product on product.id = question.product_id
    where answer.id = ${id}
    for update of answer
  `.execute(tx)
  return rows[0]
}

/** The question an answer belongs to, which never changes. */
export async function questionOf(
  db: Kysely<Database>,
  answerId: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('answer')
    .select('question_id')
    .where('id', '=', answerId)
    .executeTakeFirst()
  return row?.question_id
}

export interface NewAnswer {
  readonly questionId: number
  /** Null for the staff, who answer for the shop or the studio. */
  readonly accountId: number | null
  readonly badge: 'seller' | 'developer' | 'staff' | null
  readonly status: number
  readonly body: string
  readonly name: string
  readonly email: string | undefined
  readonly photos: readonly string[]
}

/**
 * The id; undefined when this account, or the staff under this badge, has given this answer already. The
 * caller holds the question.
 */
export async function insertAnswer(
  tx: Kysely<Database>,
  answer: NewAnswer,
): Promise<number | undefined> {
  const { questionId, accountId, badge, status, body, name, email, photos } = answer
  const { rows } = await sql<{ id: number }>`
    with fresh as (
      insert into answer (question_id, account_id, badge, status, body, author_name, author_email)
      select ${questionId}::integer, ${accountId}::integer, ${badge}::text, ${status}::smallint,
        ${body}::text, ${name}, ${email ?? null}
      where not exists (
        select from answer as given
        where given.question_id = ${questionId} and given.status = 0 and given.account_id is null
          and given.badge = ${badge}::text and given.body = ${body}
      ) and not exists (
        -- The index leaves out what only its author sees.
        select from answer as given
        where given.account_id = ${accountId}::integer and given.question_id = ${questionId}
          and given.body = ${body} and given.status <> 3
      )
      on conflict (account_id, question_id, md5(body)) where account_id is not null and status < 3 do nothing
      returning id
    ), photos as (
      insert into answer_photo (answer_id, url)
      select fresh.id, url from fresh, unnest(${photos}::text[]) with ordinality as photo (url, place)
      order by place
    )
    select id from fresh
  `.execute(tx)
  return rows[0]?.id
}

export async function writeAnswerStatus(
  tx: Kysely<Database>,
  id: number,
  status: number,
): Promise<void> {
  await tx.updateTable('answer').set({ status }).where('id', '=', id).execute()
}

/** Whose acceptance counts: that of the account that asked, or of the staff (null). */
export type Acceptor = number | null

/**
 * Accepts an answer, or takes that back; what else was accepted gives way. Returns whether anything
 * changed, or undefined when this account did not ask the question. The caller holds the question.
 */
export async function writeAccepted(
  tx: Kysely<Database>,
  answer: { readonly id: number; readonly questionId: number; readonly accepted: boolean },
  acceptor: Acceptor,
): Promise<boolean | undefined> {
  const { id, questionId, accepted } = answer
  const may = sql`question.id = answer.question_id
    and (${acceptor}::integer is null or question.account_id = ${acceptor}::integer)`
  if (accepted) {
    // Before the other one: two are never accepted, not even within a transaction.
    await sql`
      update answer set accepted = false from question
      where answer.question_id = ${questionId} and answer.accepted and answer.id <> ${id} and ${may}
    `.execute(tx)
  }
  const { rows } = await sql<{ changed: boolean }>`
    update answer set accepted = ${accepted} from question
    where answer.id = ${id} and ${may}
    returning old.accepted <> new.accepted as changed
  `.execute(tx)
  return rows[0]?.changed
}

/** What a moderator sees of answers. */
export function selectAnswerTexts(db: Kysely<Database>, ids: readonly number[]) {
  return db
    .selectFrom('answer')
    .innerJoin('question', 'question.id', 'answer.question_id')
    .select([
      'answer.id',
      'question.product_id',
      'answer.status',
      'answer.author_name',
      'answer.account_id',
      'answer.body',
      'answer.created_at',
    ])
    .where('answer.id', '=', sql<number>`any(${ids}::integer[])`)
    .execute()
}
