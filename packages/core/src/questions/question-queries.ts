import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export interface LockedQuestion {
  readonly id: number
  readonly productId: number
  readonly accountId: number | null
  readonly status: number
  readonly helpful: number
  /** The question and its product can be seen. */
  readonly isShown: boolean
  /** Its author alone sees it, as if it were shown: the product can be seen, and what it answers. */
  readonly isShadowed: boolean
}

/** Locks a question: the first lock of whoever changes it, its answers or their number. */
export async function lockQuestion(
  tx: Kysely<Database>,
  id: number,
): Promise<LockedQuestion | undefined> {
  const { rows } = await sql<LockedQuestion>`
    select question.id, product_id as "productId", account_id as "accountId", question.status, helpful,
      question.status = 0 and product.status = 'active' as "isShown",
      question.status = 4 and product.status = 'active' as "isShadowed"
    from question join product on product.id = question.product_id
    where question.id = ${id}
    for update of question
  `.execute(tx)
  return rows[0]
}

export interface NewQuestion {
  readonly productId: number
  readonly accountId: number
  readonly status: number
  readonly body: string
  readonly name: string
  readonly email: string | undefined
}

/** The id; undefined when this account has asked the same about the product already. */
export async function insertQuestion(
  tx: Kysely<Database>,
  question: NewQuestion,
): Promise<number | undefined> {
  const { productId, accountId, status, body, name, email } = question
  const { rows } = await sql<{ id: number }>`
    insert into question (product_id, account_id, status, body, author_name, author_email)
    select ${productId}::integer, ${accountId}::integer, ${status}::smallint, ${body}::text, ${name},
      ${email ?? null}
    -- The index leaves out what only its author sees.
    where not exists (
      select from question as asked
      where asked.account_id = ${accountId} and asked.product_id = ${productId} and asked.body = ${body}::text
        and asked.status <> 3
    )
    on conflict (account_id, product_id, md5(body)) where account_id is not null and status < 3 do nothing
    returning id
  `.execute(tx)
  return rows[0]?.id
}

export async function writeQuestionStatus(
  tx: Kysely<Database>,
  id: number,
  status: number,
): Promise<void> {
  await tx.updateTable('question').set({ status }).where('id', '=', id).execute()
}

/** Adds to the number of visible answers. */
export async function addToAnswers(
  tx: Kysely<Database>,
  questionId: number,
  number: number,
): Promise<void> {
  await tx
    .updateTable('question')
    .set({ answers: sql<number>`greatest(0, answers + ${number})` })
    .where('id', '=', questionId)
    .execute()
}

/** Adds to the votes of a question or an answer. */
export async function addToHelpful(
  tx: Kysely<Database>,
  { kind, id }: { readonly kind: 'question' | 'answer'; readonly id: number },
  number: number,
): Promise<void> {
  await sql`
    update ${sql.table(kind)} set helpful = greatest(0, helpful + ${number}) where id = ${id}
  `.execute(tx)
}

/** What a moderator sees of questions. */
export function selectQuestionTexts(db: Kysely<Database>, ids: readonly number[]) {
  return db
    .selectFrom('question')
    .select(['id', 'product_id', 'status', 'author_name', 'account_id', 'body', 'created_at'])
    .where('id', '=', sql<number>`any(${ids}::integer[])`)
    .execute()
}
