import type { z } from 'zod'
import { confirmOwner, profile } from '../accounts/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { enqueue } from '../outbox/index.ts'
import { disownAccount } from './account-queries.ts'
import type { eraseInput, eraseOutput } from './contract.ts'

/**
 * Closes one's own account for good: from this moment nobody can sign in, and no name is on it. What it wrote and
 * voted goes by a job, which is in the same transaction. Throws UNAUTHENTICATED, WRONG_CREDENTIALS,
 * SECOND_FACTOR_REQUIRED, WRONG_CODE and AUTH_BUSY.
 */
export async function eraseAccount(
  ctx: Ctx,
  input: z.output<typeof eraseInput>,
): Promise<z.output<typeof eraseOutput>> {
  const accountId = await confirmOwner(ctx, input)
  // First: what fails can be asked for again, and afterwards nobody would know the address.
  await ctx.mailer.forget((await profile(ctx)).email)
  await transact(ctx.db, async (tx) => {
    await disownAccount(tx, accountId)
    await enqueue(tx, 'accounts.erase', { accountId })
  })
  return { erasing: true }
}
