import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** A wake-up: rates what is not rated yet, for a few seconds; work that is left wakes it again. */
export const updateRatingsJob = defineJob({
  name: 'ratings.update',
  queue: 'ops',
  input: z.object({}),
  result: z.object({
    rated: z.int().describe('Matches that came in order.'),
    replayed: z.int().describe('Matches rated again, because one before them came late.'),
    isDone: z.boolean().describe('Whether nothing was left that could be done now.'),
  }),
  attempts: 5,
  backoffMs: 1_000,
  // A run ends by itself after seconds; putting a long replay in place may take minutes.
  timeoutMs: 600_000,
  coalesceKey: () => 'ratings.update',
})
