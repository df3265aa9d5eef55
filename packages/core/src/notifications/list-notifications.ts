import { z } from 'zod'
import { accountOf } from '../actor.ts'
import { SUBJECT_KINDS, type SubjectKind } from '../community/contract.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { Notification, notificationListInput, notificationListOutput } from './contract.ts'
import { type NotificationRow, notificationsOf } from './read-queries.ts'

const KIND_NAMES = new Map<number | null, SubjectKind>(
  Object.entries(SUBJECT_KINDS).map(([name, number]) => [number, name as SubjectKind]),
)

/** What one was told, latest first; nothing for nobody. Throws FORBIDDEN and BAD_CURSOR. */
export async function listNotifications(
  ctx: Ctx,
  { limit, cursor, unread }: z.output<typeof notificationListInput>,
): Promise<z.output<typeof notificationListOutput>> {
  const accountId = accountOf(ctx.actor)
  const which = unread ? 'unread' : 'all'
  const list = { notificationsOf: accountId, which }
  const [beforeId] =
    cursor === undefined
      ? [Number.MAX_SAFE_INTEGER]
      : decodeCursor(cursor, list, z.tuple([z.int().min(1)]))
  if (accountId === null) return { items: [], nextCursor: null }
  const rows = await notificationsOf(ctx.db, accountId, { which, beforeId, limit: limit + 1 })
  const { kept, last } = cutPage(rows, limit)
  return { items: kept.map(toNotification), nextCursor: last && encodeCursor(list, [last.id]) }
}

function toNotification(row: NotificationRow): Notification {
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
