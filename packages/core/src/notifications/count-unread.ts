import type { z } from 'zod'
import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { MAX_UNREAD, type unreadOutput } from './contract.ts'
import { unreadOf } from './read-queries.ts'

/** How much one has not read, as far as it matters: for the number on a bell. Throws FORBIDDEN. */
export async function countUnread(ctx: Ctx): Promise<z.output<typeof unreadOutput>> {
  const accountId = accountOf(ctx.actor)
  const unread = accountId === null ? 0 : await unreadOf(ctx.db, accountId)
  return { unread: Math.min(unread, MAX_UNREAD), more: unread > MAX_UNREAD }
}
