import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** Removes what is past its retention. With `dryRun` it only counts. */
export const cleanupJob = defineJob({
  name: 'ops.cleanup',
  queue: 'ops',
  input: z.object({ dryRun: z.boolean().default(false) }),
  result: z.object({
    tasks: z.array(z.object({ task: z.string(), removed: z.int(), durationMs: z.int() })),
  }),
  attempts: 3,
  backoffMs: 5_000,
  timeoutMs: 600_000,
  coalesceKey: (input) => `ops.cleanup:${input.dryRun}`,
})
