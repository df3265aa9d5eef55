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

/** By how many people the last so many reports of a subject are; guests who may be one person are one. */
export async function countReporters(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  { last }: { readonly last: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct coalesce(account.origin, account.id::text)) as n
    from (
      select account_id from report
      where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id}
      order by report.id desc limit ${last}
    ) as latest
    join account on account.id = latest.account_id
  `.execute(tx)
  return rows[0]?.n ?? 0
}
