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

/**
 * By how many people the last so many reports of a subject are. Those who may be one person are one: guests, and
 * accounts that have yet to verify their mail, from one address. Nobody counts who may not speak, is in the shadows or
 * has reported more than `most` things since `busySince`: moderators read those reports, that is all.
 */
export async function countReporters(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  {
    last,
    now,
    busySince,
    most,
  }: {
    readonly last: number
    readonly now: Date
    readonly busySince: Date
    readonly most: number
  },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct coalesce(account.origin, account.id::text)) as n
    from (
      select account_id from report
      where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id}
      order by report.id desc limit ${last}
    ) as latest
    join account on account.id = latest.account_id
    where not account.shadow_banned
      and coalesce(account.banned_until <= ${now}, true)
      and coalesce(account.muted_until <= ${now}, true)
      and (
        select count(*) from (
          select from report as other
          where other.account_id = account.id and other.reported_at > ${busySince} limit ${most + 1}
        ) as recent
      ) <= ${most}
  `.execute(tx)
  return rows[0]?.n ?? 0
}

/** Whether the account is a moderator's or an admin's. */
export async function isStaff(tx: Kysely<Database>, accountId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('account')
    .select('role')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined && row.role !== 'user'
}
