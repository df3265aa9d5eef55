import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** A wake-up: the handler adds every stored match that the roll-ups do not hold yet. */
export const rollupJob = defineJob({
  name: 'stats.rollup',
  queue: 'stats',
  input: z.object({}),
  result: z.object({ matches: z.int(), batches: z.int() }),
  attempts: 10,
  backoffMs: 200,
  timeoutMs: 60_000,
  coalesceKey: () => 'stats.rollup',
})

/** Parses quarantined documents again, e.g. after an upgrade that understands more of them. */
export const retryQuarantineJob = defineJob({
  name: 'stats.retryQuarantine',
  queue: 'bulk',
  input: z.object({ ids: z.array(z.int().positive()).min(1).max(1000) }),
  result: z.object({
    accepted: z.int(),
    duplicate: z.int(),
    excluded: z.int(),
    quarantined: z.int(),
    missing: z.int(),
  }),
  attempts: 3,
  backoffMs: 1_000,
  timeoutMs: 300_000,
  sandboxed: true,
})
