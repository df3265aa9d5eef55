import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** Gives back stock that was reserved and not taken in time. */
export const releaseExpiredJob = defineJob({
  name: 'catalog.releaseExpired',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ released: z.int() }),
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 300_000,
  coalesceKey: () => 'catalog.releaseExpired',
})

/** Computes for every product, from an id on, which others go with it. */
export const computeRelatedJob = defineJob({
  name: 'catalog.related',
  queue: 'bulk',
  input: z.object({ after: z.int().min(0).default(0) }),
  result: z.object({
    products: z.int(),
    changed: z.int().describe('Products for which something else was found than before.'),
    next: z.int().nullable().describe('Where the next run goes on; null: all are done.'),
  }),
  attempts: 3,
  backoffMs: 60_000,
  timeoutMs: 900_000,
  coalesceKey: ({ after }) => `catalog.related:${after}`,
  sandboxed: true,
})
