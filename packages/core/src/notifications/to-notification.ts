import { SUBJECT_KINDS, type SubjectKind } from '../community/contract.ts'
import type { Notification } from './contract.ts'
import type { NotificationRow } from './read-queries.ts'

const KIND_NAMES = new Map<number | null, SubjectKind>(
  Object.entries(SUBJECT_KINDS).map(([name, number]) => [number, name as SubjectKind]),
)

export function toNotification(row: NotificationRow): Notification {
  const kind = KIND_NAMES.get(row.subject_kind)
  const { id, count, actor_id: actorId } = row
  const item = {
    ...{ id, count },
    kind: row.kind,
    subject: kind === undefined || row.subject_id === null ? null : { kind, id: row.subject_id },
    actor: actorId === null ? null : { id: actorId, name: row.actor_name },
    detail: row.detail,
    notifiedAt: row.notified_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
  // Each row was written with the detail of its kind, see `News`; the output is checked again by its schema.
  return item as Notification
}
