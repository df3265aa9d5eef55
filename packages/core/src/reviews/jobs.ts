import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'
import { MAX_INT4 } from '../pagination.ts'

/** Counts votes, ratings and characteristics of products anew, all of them by default, and puts drift right. */
export const recountReviewsJob = defineJob({
  name: 'reviews.recount',
  queue: 'bulk',
  input: z.object({
    from: rowId.default(1).describe('Id of the first product.'),
    to: rowId.default(MAX_INT4).describe('Id of the last product.'),
    dryRun: z.boolean().default(false).describe('Only look.'),
  }),
  result: z.object({
    products: z.int().describe('Looked at.'),
    reviews: z.int().describe('Reviews whose votes were off.'),
    summaries: z.int().describe('Products whose ratings were off.'),
    characteristics: z.int().describe('Products with a characteristic that was off.'),
    examples: z.array(z.int()).readonly().describe('Some of these products.'),
  }),
  attempts: 3,
  backoffMs: 5_000,
  timeoutMs: 900_000,
  sandboxed: true,
  coalesceKey: ({ from, to, dryRun }) => `reviews.recount:${from}:${to}:${dryRun}`,
})

/** Marks products whose reviews are unusually many and unlike those before. */
export const watchReviewsJob = defineJob({
  name: 'reviews.watch',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ watched: z.int(), marked: z.int(), cleared: z.int() }),
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 60_000,
  coalesceKey: () => 'reviews.watch',
})
