import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'
import { MAX_INT4 } from '../pagination.ts'

/** Counts votes, answers and questions anew and puts right what is off. With `dryRun` it only looks. */
export const recountQuestionsJob = defineJob({
  name: 'questions.recount',
  queue: 'bulk',
  input: z.object({
    from: rowId.default(1).describe('Id of the first product.'),
    to: rowId.default(MAX_INT4).describe('Id of the last product.'),
    dryRun: z.boolean().default(false),
  }),
  result: z.object({
    products: z.int().describe('Looked at.'),
    off: z
      .object({ questions: z.int(), answers: z.int(), products: z.int() })
      .describe('Rows whose counters were off, and the products they belong to.'),
  }),
  attempts: 3,
  backoffMs: 10_000,
  timeoutMs: 900_000,
  sandboxed: true,
  coalesceKey: ({ from, to, dryRun }) => `questions.recount:${from}:${to}:${dryRun}`,
})
