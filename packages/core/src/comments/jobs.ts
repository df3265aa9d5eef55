import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'
import { MAX_INT4 } from '../pagination.ts'

/** Counts comments, replies and votes anew and puts right what is off. With `dryRun` it only looks. */
export const recountCommentsJob = defineJob({
  name: 'comments.recount',
  queue: 'bulk',
  input: z.object({
    from: rowId.default(1).describe('Id of the first thread.'),
    to: rowId.default(MAX_INT4).describe('Id of the last thread.'),
    dryRun: z.boolean().default(false),
  }),
  result: z.object({
    threads: z.int().describe('Looked at.'),
    off: z
      .object({ comments: z.int(), threads: z.int(), posts: z.int() })
      .describe('Rows whose counters were off.'),
  }),
  attempts: 3,
  backoffMs: 10_000,
  timeoutMs: 900_000,
  sandboxed: true,
  coalesceKey: ({ from, to, dryRun }) => `comments.recount:${from}:${to}:${dryRun}`,
})
