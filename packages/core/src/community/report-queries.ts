import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type ReportReason, SUBJECT_KINDS } from './contract.ts'
import type { Subject } from './subject.ts'

export interface NewReport {
  readonly subject: Subject
  readonly accountId: number
  readonly reason: ReportReason
  readonly note?: string | undefined
}

/** False when this account has reported the subject before. */
export async function insertReport(
  tx: Kysely<Database>,
  { subject, accountId, reason, note }: NewReport,
): Promise<boolean> {
  const { rows } = await sql`
    insert into report (subject_kind, subject_id, account_id, reason, note)
    values (${SUBJECT_KINDS[subject.kind]}, ${subject.id}, ${accountId}, ${reason}, ${note ?? null})
    on conflict (subject_kind, subject_id, account_id) do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}
