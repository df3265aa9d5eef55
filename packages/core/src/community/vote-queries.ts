import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { SUBJECT_KINDS } from './contract.ts'
import type { Subject } from './subject.ts'

/** The vote that was replaced, null for a first one; undefined when it was this one already. */
export async function putVote(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  vote: { readonly accountId: number; readonly value: number },
): Promise<number | null | undefined> {
  const { rows } = await sql<{ before: number | null }>`
    insert into vote (subject_kind, subject_id, account_id, value)
    values (${SUBJECT_KINDS[kind]}, ${id}, ${vote.accountId}, ${vote.value})
    on conflict (subject_kind, subject_id, account_id)
      do update set value = excluded.value, voted_at = excluded.voted_at
      where vote.value <> excluded.value
    returning old.value as before
  `.execute(tx)
  return rows[0]?.before
}

/** The vote that was taken back; undefined when there was none. */
export async function deleteVote(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  accountId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ value: number }>`
    delete from vote
    where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id} and account_id = ${accountId}
    returning value
  `.execute(tx)
  return rows[0]?.value
}
