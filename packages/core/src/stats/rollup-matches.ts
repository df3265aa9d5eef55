import type { Transaction } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { addToRollups } from './add-to-rollups.ts'
import { claimPending, holdActiveVersion, touchState } from './rollup-queries.ts'

/**
 * Matches per transaction, at most: the more share a row of the roll-ups, the fewer rows are written. A
 * batch of 2,000 is a third slower per match; one of 5,000 commits within two seconds, and only a backlog
 * ever fills it.
 */
export const ROLLUP_BATCH = 5_000

/**
 * Adds every stored match that the roll-ups in use do not hold yet. Its pending row is deleted in the
 * transaction that adds its sums: whatever is killed when, each match counts exactly once. A version that
 * is being built catches up at its end, so that a rebuild makes nobody wait for new matches.
 */
export async function rollupMatches(
  ctx: Ctx,
  _input: JobInput<'stats.rollup'>,
): Promise<JobResult<'stats.rollup'>> {
  let matches = 0
  let batches = 0
  for (let added = ROLLUP_BATCH; added === ROLLUP_BATCH; matches += added) {
    ctx.signal?.throwIfAborted()
    added = await rollupBatch(ctx)
    if (added > 0) batches += 1
  }
  return { matches, batches }
}

function rollupBatch(ctx: Ctx): Promise<number> {
  return transact(ctx.db, async (tx) => {
    const version = await holdActiveVersion(tx)
    const added = await addPending(tx, { version })
    if (added > 0) await touchState(tx, ctx.clock.now())
    return added
  })
}

/**
 * Adds one batch of what is pending for a version, which the caller holds, and returns how many matches
 * that were. With a patch only its sums are added, yet nothing stays pending.
 */
export async function addPending(
  tx: Transaction<Database>,
  { version, patchKey }: { readonly version: number; readonly patchKey?: number | undefined },
): Promise<number> {
  const keys = await claimPending(tx, { version, limit: ROLLUP_BATCH })
  if (keys.length > 0) await addToRollups(tx, { version, sign: 1, matches: { keys, patchKey } })
  return keys.length
}
