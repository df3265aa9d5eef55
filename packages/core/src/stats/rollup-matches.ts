import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { addToRollups, claimPending, touchState } from './rollup-queries.ts'

/** Matches per transaction: large enough to share the upserts, small enough to commit within milliseconds. */
const BATCH = 500

/**
 * Adds every stored match that the roll-ups do not hold yet. A match is claimed in the ledger in the
 * transaction that adds its sums: whatever is killed when, each match counts exactly once.
 */
export async function rollupMatches(
  ctx: Ctx,
  _input: JobInput<'stats.rollup'>,
): Promise<JobResult<'stats.rollup'>> {
  let matches = 0
  let batches = 0
  for (let added = BATCH; added === BATCH; batches += added > 0 ? 1 : 0, matches += added) {
    ctx.signal?.throwIfAborted()
    added = await rollupBatch(ctx)
  }
  return { matches, batches }
}

function rollupBatch(ctx: Ctx): Promise<number> {
  return transact(ctx.db, async (tx) => {
    const claim = await claimPending(tx, { limit: BATCH, now: ctx.clock.now() })
    if (claim.matchKeys.length === 0) return 0
    await addToRollups(tx, claim)
    await touchState(tx, ctx.clock.now())
    return claim.matchKeys.length
  })
}
