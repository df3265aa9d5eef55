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

/** A wake-up: carries on with the rebuild or audit that runs, and deletes what earlier ones have left. */
export const rebuildJob = defineJob({
  name: 'stats.rebuild',
  queue: 'bulk',
  input: z.object({}),
  result: z.object({ shards: z.int(), finished: z.boolean(), deleted: z.int() }),
  attempts: 10,
  backoffMs: 1_000,
  timeoutMs: 600_000,
  coalesceKey: () => 'stats.rebuild',
  sandboxed: true,
})

/** Wakes the rebuild when there is work for it. */
export const rebuildSweepJob = defineJob({
  name: 'stats.rebuildSweep',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ woken: z.boolean() }),
  attempts: 3,
  backoffMs: 1_000,
  timeoutMs: 60_000,
  coalesceKey: () => 'stats.rebuildSweep',
})

/** Starts the nightly audit. `build` is null when a rebuild was under way. */
export const auditJob = defineJob({
  name: 'stats.audit',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ build: z.int().nullable() }),
  attempts: 10,
  backoffMs: 1_000,
  timeoutMs: 60_000,
  coalesceKey: () => 'stats.audit',
})

/** Derives matches again that an earlier parser, or one with another trade window, has read. */
export const rederiveJob = defineJob({
  name: 'stats.rederive',
  queue: 'bulk',
  input: z.object({}),
  result: z.object({ rewritten: z.int(), kept: z.int() }),
  attempts: 10,
  backoffMs: 1_000,
  timeoutMs: 600_000,
  coalesceKey: () => 'stats.rederive',
  sandboxed: true,
})

/** Wakes the re-derivation when there is a match for it. */
export const rederiveSweepJob = defineJob({
  name: 'stats.rederiveSweep',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ woken: z.boolean() }),
  attempts: 3,
  backoffMs: 1_000,
  timeoutMs: 60_000,
  coalesceKey: () => 'stats.rederiveSweep',
})
