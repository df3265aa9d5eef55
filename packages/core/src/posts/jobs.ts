import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'
import { MAX_INT4 } from '../pagination.ts'

/** Counts votes on posts and reactions to them anew and puts right what is off. With `dryRun` it only looks. */
export const recountPostsJob = defineJob({
  name: 'posts.recount',
  queue: 'bulk',
  input: z.object({
    from: rowId.default(1).describe('Id of the first post.'),
    to: rowId.default(MAX_INT4).describe('Id of the last post.'),
    dryRun: z.boolean().default(false),
  }),
  result: z.object({
    posts: z.int().describe('Looked at.'),
    off: z
      .object({ posts: z.int(), reactions: z.int() })
      .describe('Posts whose votes were off, and numbers of reactions that were.'),
    examples: z.array(z.int()).readonly().describe('Some of these posts.'),
  }),
  attempts: 3,
  backoffMs: 10_000,
  timeoutMs: 900_000,
  sandboxed: true,
  coalesceKey: ({ from, to, dryRun }) => `posts.recount:${from}:${to}:${dryRun}`,
})
