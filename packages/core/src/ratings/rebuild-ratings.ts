import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { enqueue } from '../outbox/index.ts'
import { rewindRatings } from './rewind-ratings.ts'

/**
 * Has all ratings made again from the first match on. The job `ratings.update` does it; the present ones
 * stay until the new ones are complete. They come out the same, so this is for a doubt or a new formula.
 */
export async function rebuildRatings(ctx: Ctx): Promise<void> {
  requireScope(ctx.actor, 'ops:write')
  await transact(ctx.db, async (tx) => {
    await rewindRatings(tx, { fromMinute: 0 })
    await enqueue(tx, 'ratings.update', {})
  })
}
