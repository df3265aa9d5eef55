import { z } from 'zod'
import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { notificationListInput, notificationListOutput } from './contract.ts'
import { notificationsOf } from './read-queries.ts'
import { toNotification } from './to-notification.ts'

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
