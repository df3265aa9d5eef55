import { pendingRollups } from '../stats/index.ts'
import { selectQuarantined } from './match-queries.ts'
import { holdUp, inFuture, type Slice } from './slice.ts'

/** A format that has changed shows in the latest documents; after this long one more try is made. */
const QUARANTINE_WINDOW_MS = 10 * 60_000
const LATEST_DOCUMENTS = 100
const FEWEST_DOCUMENTS = 20

/**
 * Whether the back end can take more matches. When it cannot, matches stay where they are: on the list of
 * pending ones. The answer is up to `lookEveryMs` old.
 */
export function createBackpressure(slice: Slice): () => Promise<boolean> {
  let lookedAt = Number.NEGATIVE_INFINITY
  let answer = Promise.resolve(true)
  return () => {
    if (performance.now() - lookedAt >= slice.policy.lookEveryMs) {
      lookedAt = performance.now()
      answer = look(slice)
    }
    return answer
  }
}

async function look(slice: Slice): Promise<boolean> {
  const reason = await overloaded(slice)
  if (reason === null) return true
  holdUp(slice, reason, slice.policy.backpressureMs)
  return false
}

async function overloaded(slice: Slice): Promise<'rollup' | 'quarantine' | null> {
  const { ctx, region, policy } = slice
  const limit = policy.maxRollupBacklog
  if ((await pendingRollups(ctx.db, limit + 1)) > limit) return 'rollup'
  const since = inFuture(slice, -QUARANTINE_WINDOW_MS)
  const { n, quarantined } = await selectQuarantined(ctx.db, region, {
    since,
    latest: LATEST_DOCUMENTS,
  })
  return n >= FEWEST_DOCUMENTS && quarantined / n > policy.maxQuarantined ? 'quarantine' : null
}
