import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'

/** Erases what an account that was closed has left, and then the account. */
export const eraseAccountJob = defineJob({
  name: 'accounts.erase',
  queue: 'bulk',
  input: z.object({ accountId: rowId }),
  result: z.object({ texts: z.int(), votes: z.int() }),
  attempts: 10,
  backoffMs: 5_000,
  timeoutMs: 900_000,
  sandboxed: true,
  coalesceKey: ({ accountId }) => `accounts.erase:${accountId}`,
})
