import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** A wake-up: the handler finishes every erasure there is. Whom they are about stands in their rows alone. */
export const eraseJob = defineJob({
  name: 'players.erase',
  queue: 'bulk',
  input: z.object({}),
  result: z.object({
    erased: z.int(),
    games: z.int(),
    documents: z.int(),
  }),
  attempts: 10,
  backoffMs: 1_000,
  timeoutMs: 600_000,
  coalesceKey: () => 'players.erase',
  // Looks through raw documents.
  sandboxed: true,
})
