import { z } from 'zod'
import { rowId } from '../ids.ts'
import { defineJob } from '../jobs/define-job.ts'

/** Sends one of the mails that prove who has an address. */
export const sendMailJob = defineJob({
  name: 'accounts.mail',
  queue: 'ops',
  input: z.object({ accountId: rowId, purpose: z.enum(['verify-email', 'reset-password']) }),
  result: z.object({ sent: z.boolean().describe('False: the account is gone.') }),
  attempts: 8,
  backoffMs: 5_000,
  timeoutMs: 30_000,
})
