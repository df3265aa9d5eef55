import { type Kysely, sql } from 'kysely'
import type { SubjectKind } from '../community/contract.ts'
import type { Database } from '../db/database.ts'

/** What stands where somebody's words were. */
const ERASED = '(erased)'

/** Takes the words, the name and the account out of a text that is deleted already; what others hung on it stays. */
export const BLANK = {
  async review(tx, id) {
    await sql`delete from review_photo where review_id = ${id}`.execute(tx)
    await sql`delete from review_revision where review_id = ${id}`.execute(tx)
    await sql`
      update review set account_id = null, summary = '', body = ${ERASED}, author_name = ${ERASED},
        author_email = null
      where id = ${id}
    `.execute(tx)
  },
  async question(tx, id) {
    await sql`
      update question set account_id = null, body = ${ERASED}, author_name = ${ERASED},
        author_email = null
      where id = ${id}
    `.execute(tx)
  },
  async answer(tx, id) {
    await sql`delete from answer_photo where answer_id = ${id}`.execute(tx)
    await sql`
      update answer set account_id = null, body = ${ERASED}, author_name = ${ERASED},
        author_email = null
      where id = ${id}
    `.execute(tx)
  },
  async comment(tx, id) {
    await sql`delete from comment_revision where comment_id = ${id}`.execute(tx)
    await sql`update comment set account_id = null, body = ${ERASED} where id = ${id}`.execute(tx)
  },
  // Nothing of others is stored with it: its tags and versions go with the row.
  async post(tx, id) {
    await sql`delete from post where id = ${id}`.execute(tx)
  },
} as const satisfies Record<SubjectKind, (tx: Kysely<Database>, id: number) => Promise<void>>

/** Up to `limit` texts of one kind by one account. */
export async function textsOf(
  db: Kysely<Database>,
  kind: SubjectKind,
  { accountId, limit }: { readonly accountId: number; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(kind)} where account_id = ${accountId} order by id limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** The guest's texts become the account's; a second review of one product stays with the guest. */
export async function moveTexts(
  tx: Kysely<Database>,
  { guestId, accountId }: { readonly guestId: number; readonly accountId: number },
): Promise<void> {
  await sql`
    update review set account_id = ${accountId}
    where account_id = ${guestId} and not exists (
      select from review as own
      where own.account_id = ${accountId} and own.product_id = review.product_id
    )
  `.execute(tx)
  await sql`
    update question set account_id = ${accountId}
    where account_id = ${guestId} and not exists (
      select from question as own
      where own.account_id = ${accountId} and own.product_id = question.product_id
        and md5(own.body) = md5(question.body)
    )
  `.execute(tx)
  await sql`
    update answer set account_id = ${accountId}
    where account_id = ${guestId} and not exists (
      select from answer as own
      where own.account_id = ${accountId} and own.question_id = answer.question_id
        and md5(own.body) = md5(answer.body)
    )
  `.execute(tx)
  await sql`update comment set account_id = ${accountId} where account_id = ${guestId}`.execute(tx)
  await sql`update post set account_id = ${accountId} where account_id = ${guestId}`.execute(tx)
}
