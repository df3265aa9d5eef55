import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { enqueue } from '../../outbox/index.ts'
import { endBuild, runningBuild } from './build-queries.ts'
import type { cancelOutput } from './contract.ts'

/**
 * Ends the rebuild or audit that runs, within a shard. What it has built is deleted by the worker; what is
 * in use was never touched. UNAUTHENTICATED or FORBIDDEN without the scope `ops:write`.
 */
export async function cancelRebuild(ctx: Ctx): Promise<z.output<typeof cancelOutput>> {
  requireScope(ctx.actor, 'ops:write')
  return await transact(ctx.db, async (tx) => {
    const build = await runningBuild(tx)
    if (build === undefined) return { cancelled: false }
    const cancelled = await endBuild(tx, build.id, { state: 'cancelled', at: ctx.clock.now() })
    await enqueue(tx, 'stats.rebuild', {})
    return { cancelled }
  })
}
