import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import { type ModerationAction, STATUS, type Status, SUBJECT_KINDS } from './contract.ts'
import { actionTo, statusOf, subjectKindOf } from './status.ts'
import type { Subject } from './subject.ts'

export interface NewAction {
  readonly subject: Subject
  readonly before: Status
  readonly after: Status
  /** In words, for the author and for other moderators. */
  readonly reason: string
  /** As `actorName` says it. */
  readonly actor: string
  /** The action that this one takes back. */
  readonly undoes?: number | undefined
}

export async function insertAction(tx: Kysely<Database>, action: NewAction): Promise<number> {
  const { subject, before, after, reason, actor, undoes = null } = action
  const row = await tx
    .insertInto('moderation_action')
    .values({
      subject_kind: SUBJECT_KINDS[subject.kind],
      subject_id: subject.id,
      action: actionTo(after),
      status_before: STATUS[before],
      status_after: STATUS[after],
      reason,
      actor,
      undoes,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export interface ActionRow extends Omit<NewAction, 'undoes'> {
  readonly id: number
  readonly action: ModerationAction
  readonly undoes: number | null
  readonly actedAt: Date
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
    undoes: row.undoes,
    actedAt: row.acted_at,
  }
}
