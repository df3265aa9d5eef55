import type { Ctx } from '../context.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { enqueue } from '../outbox/index.ts'
import { queuesWithWork } from './queries.ts'
import { rateStep } from './rate-step.ts'

const LIMITS = {
  /** Matches per transaction: ten thousand player games in memory at most, a fraction of a second. */
  chunk: 1_000,
  /** How long a run goes on with work that does not end, milliseconds: other jobs of its queue wait. */
  runMs: 5_000,
} as const

/**
 * Rates the matches that are not rated yet, per queue in the order (start, match id). One that came late
 * makes all since the beginning of its day be rated again, from the ratings of the days before. Whatever
 * the order of arrival, and wherever a run was killed, the ratings come out the same to the last bit.
 */
export async function updateRatings(
  ctx: Ctx,
  _input: JobInput<'ratings.update'>,
  { chunk, runMs }: Readonly<Record<keyof typeof LIMITS, number>> = LIMITS,
): Promise<JobResult<'ratings.update'>> {
  const end = performance.now() + runMs
  const total = { rated: 0, replayed: 0 }
  let queues = await queuesWithWork(ctx.db)
  while (queues.length > 0 && performance.now() < end) {
    const unfinished: number[] = []
    // In turns: a long replay of one queue does not keep the others waiting.
    for (const queueKey of queues) {
      ctx.signal?.throwIfAborted()
      const { rated, replayed, more } = await rateStep(ctx, { queueKey, chunk })
      total.rated += rated
      total.replayed += replayed
      if (more) unfinished.push(queueKey)
    }
    queues = unfinished
  }
  const isDone = queues.length === 0
  if (!isDone) await enqueue(ctx.db, 'ratings.update', {})
  return { ...total, isDone }
}
