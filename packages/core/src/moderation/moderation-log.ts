import { z } from 'zod'
import { requireScope } from '../actor.ts'
import { listActions } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { moderationLogInput, moderationLogOutput } from './contract.ts'

/** What was done to one text or to all, latest first. Throws BAD_CURSOR. */
export async function moderationLog(
  ctx: Ctx,
  { subject, limit, cursor }: z.output<typeof moderationLogInput>,
): Promise<z.output<typeof moderationLogOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const list = { logOf: subject ?? 'all' }
  const [beforeId] =
    cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const rows = await listActions(ctx.db, subject, { limit: limit + 1, beforeId })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ actedAt, ...action }) => ({ ...action, actedAt: actedAt.toISOString() })),
    nextCursor: last && encodeCursor(list, [last.id]),
  }
}
