import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type CaseCause, type ReportReason, SUBJECT_KINDS, type SubjectKind } from './contract.ts'
import { subjectKindOf } from './status.ts'
import type { Subject } from './subject.ts'

export async function putCase(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  cause: CaseCause,
): Promise<void> {
  await sql`
    insert into moderation_case as it (subject_kind, subject_id, cause)
    values (${SUBJECT_KINDS[kind]}, ${id}, ${cause})
    on conflict (subject_kind, subject_id) do update
      set state = 'open', cause = excluded.cause, reports = 0, opened_at = excluded.opened_at, closed_at = null
      where it.state = 'closed'
  `.execute(tx)
}

/** Adds one to the reports of the subject's case, which it opens when none is open; returns how many. */
export async function countReport(tx: Kysely<Database>, { kind, id }: Subject): Promise<number> {
  const { rows } = await sql<{ reports: number }>`
    insert into moderation_case as it (subject_kind, subject_id, cause, reports)
    values (${SUBJECT_KINDS[kind]}, ${id}, 'reports', 1)
    on conflict (subject_kind, subject_id) do update set
      reports = case it.state when 'open' then it.reports + 1 else 1 end,
      cause = case it.state when 'open' then it.cause else 'reports' end,
      opened_at = case it.state when 'open' then it.opened_at else excluded.opened_at end,
      state = 'open', closed_at = null
    returning it.reports
  `.execute(tx)
  return rows[0]?.reports ?? 0
}

/** Nothing is left to decide; whoever reports the subject from now on opens its case anew. */
export async function closeCase(tx: Kysely<Database>, { kind, id }: Subject): Promise<void> {
  await tx
    .updateTable('moderation_case')
    .set({ state: 'closed', closed_at: sql<Date>`now()` })
    .where('subject_kind', '=', SUBJECT_KINDS[kind])
    .where('subject_id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** Takes the decision of a case back: it waits again, with the reports it had. */
export async function reopenCase(tx: Kysely<Database>, { kind, id }: Subject): Promise<void> {
  await tx
    .updateTable('moderation_case')
    .set({ state: 'open', closed_at: null })
    .where('subject_kind', '=', SUBJECT_KINDS[kind])
    .where('subject_id', '=', id)
    .execute()
}

/**
 * Puts before the moderators again what they had to decide when the author took the text back: to show it
 * again must not be a way out of reports. To be called before that is written down.
 */
export async function reopenWithdrawn(tx: Kysely<Database>, { kind, id }: Subject): Promise<void> {
  // A case that was closed by the removal was so at the very moment of it.
  await sql`
    update moderation_case as it set state = 'open', closed_at = null
    where it.subject_kind = ${SUBJECT_KINDS[kind]} and it.subject_id = ${id} and it.state = 'closed'
      and it.closed_at = (
        select acted_at from moderation_action as act
        where act.subject_kind = it.subject_kind and act.subject_id = it.subject_id and act.by_author
        order by act.id desc limit 1
      )
  `.execute(tx)
}

export interface OpenCase {
  readonly subject: Subject
  readonly cause: CaseCause
  /** Since it was opened. */
  readonly reports: number
  readonly openedAt: string
  readonly reasons: readonly { readonly reason: ReportReason; readonly count: number }[]
  readonly notes: readonly string[]
  /** Where it stands in the queue. */
  readonly position: CasePosition
}

type CasePosition = readonly [openedAt: string, kind: number, id: number]

interface CaseRow extends Pick<OpenCase, 'cause' | 'reports' | 'reasons' | 'notes'> {
  readonly kind: number
  readonly id: number
  readonly opened_at: Date
  readonly opened_exactly: string
}

/** Notes that a moderator sees at once. */
const NOTES = 5

/** Open cases, the oldest first. */
export async function listCases(
  db: Kysely<Database>,
  page: {
    readonly kind: SubjectKind | undefined
    readonly limit: number
    readonly after: CasePosition | null
  },
): Promise<readonly OpenCase[]> {
  const { kind, limit, after } = page
  const isKind = kind === undefined ? sql`true` : sql`subject_kind = ${SUBJECT_KINDS[kind]}`
  const isLater =
    after === null
      ? sql`true`
      : sql`(opened_at, subject_kind, subject_id) > (${after[0]}::timestamptz, ${after[1]}, ${after[2]})`
  const { rows } = await sql<CaseRow>`
    select it.subject_kind as kind, it.subject_id as id, it.cause, it.reports, it.opened_at,
      to_char(it.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as opened_exactly,
      (
        select coalesce(json_agg(json_build_object('reason', reason, 'count', n) order by n desc, reason), '[]')
        from (
          select reason, count(*) as n from report
          where report.subject_kind = it.subject_kind and report.subject_id = it.subject_id
          group by reason
        ) as by_reason
      ) as reasons,
      (
        select coalesce(json_agg(note order by id desc), '[]')
        from (
          select id, note from report
          where report.subject_kind = it.subject_kind and report.subject_id = it.subject_id
            and note is not null
          order by id desc limit ${NOTES}
        ) as latest
      ) as notes
    from (
      select * from moderation_case
      where state = 'open' and ${isKind} and ${isLater}
      order by opened_at, subject_kind, subject_id
      limit ${limit}
    ) as it
    order by it.opened_at, it.subject_kind, it.subject_id
  `.execute(db)
  return rows.map(({ kind: number, id, opened_at, opened_exactly, ...row }) => ({
    ...row,
    subject: { kind: subjectKindOf(number), id },
    openedAt: opened_at.toISOString(),
    position: [opened_exactly, number, id],
  }))
}
