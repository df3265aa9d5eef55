import type { z } from 'zod'
import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { unreadOutput } from './contract.ts'
import { unreadOf } from './read-queries.ts'
import { toUnread } from './to-unread.ts'

/** How much one has not read, as far as it matters: for the number on a bell. Throws FORBIDDEN. */
export async function countUnread(ctx: Ctx): Promise<z.output<typeof unreadOutput>> {
  const accountId = accountOf(ctx.actor)
  return toUnread(accountId === null ? 0 : await unreadOf(ctx.db, accountId))
}
