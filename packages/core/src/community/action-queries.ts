import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type ModerationStep, STATUS, type Status, SUBJECT_KINDS } from './contract.ts'
import { statusOf, stepTo, subjectKindOf } from './status.ts'
import type { Subject } from './subject.ts'

export interface NewAction {
  readonly subject: Subject
  readonly before: Status
  readonly after: Status
  /** In words, for the author and for other moderators. */
  readonly reason: string
  /** As `actorName` says it. */
  readonly actor: string
  /** Who wrote the subject takes it back. */
  readonly byAuthor?: boolean | undefined
  /** The action that this one takes back. */
  readonly undoes?: number | undefined
}

export async function insertAction(tx: Kysely<Database>, action: NewAction): Promise<number> {
  const { subject, before, after, reason, actor, byAuthor = false, undoes = null } = action
  const row = await tx
    .insertInto('moderation_action')
    .values({
      subject_kind: SUBJECT_KINDS[subject.kind],
      subject_id: subject.id,
      action: stepTo(after),
      status_before: STATUS[before],
      status_after: STATUS[after],
      reason,
      actor,
      by_author: byAuthor,
      undoes,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export interface ActionRow extends Omit<NewAction, 'byAuthor' | 'undoes'> {
  readonly id: number
  readonly action: ModerationStep
  readonly byAuthor: boolean
  readonly undoes: number | null
  readonly actedAt: Date
}

/** Its author took the subject back, and has not shown it again since. The caller holds its row. */
export async function isWithdrawn(tx: Kysely<Database>, { kind, id }: Subject): Promise<boolean> {
  const { rows } = await sql<{ withdrawn: boolean }>`
    select exists (
      select from moderation_action
      where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id} and by_author
        and status_after = ${STATUS.deleted}
        and id > coalesce((
          select max(id) from moderation_action
          where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id}
            and status_after <> ${STATUS.deleted}
        ), 0)
    ) as withdrawn
  `.execute(tx)
  return rows[0]?.withdrawn === true
}

/** What was done to a subject last; undefined when nothing was. */
export async function lastAction(
  tx: Kysely<Database>,
  { kind, id }: Subject,
): Promise<ActionRow | undefined> {
  const row = await tx
    .selectFrom('moderation_action')
    .selectAll()
    .where('subject_kind', '=', SUBJECT_KINDS[kind])
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toAction(row)
}

export async function findAction(tx: Kysely<Database>, id: number): Promise<ActionRow | undefined> {
  const row = await tx
    .selectFrom('moderation_action')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toAction(row)
}

/** Latest first; of one subject or of all. */
export async function listActions(
  db: Kysely<Database>,
  subject: Subject | undefined,
  page: { readonly limit: number; readonly beforeId: number },
): Promise<readonly ActionRow[]> {
  let query = db.selectFrom('moderation_action').selectAll().where('id', '<', page.beforeId)
  if (subject !== undefined) {
    query = query
      .where('subject_kind', '=', SUBJECT_KINDS[subject.kind])
      .where('subject_id', '=', subject.id)
  }
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(toAction)
}

function toAction(row: Selectable<Database['moderation_action']>): ActionRow {
  return {
    id: row.id,
    subject: { kind: subjectKindOf(row.subject_kind), id: row.subject_id },
    action: row.action,
    before: statusOf(row.status_before),
    after: statusOf(row.status_after),
    reason: row.reason,
    actor: row.actor,
    byAuthor: row.by_author,
    undoes: row.undoes,
    actedAt: row.acted_at,
  }
}
