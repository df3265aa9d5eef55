import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import { insertAudit } from './audit-queries.ts'
import type { acceptedOutput, verifyEmailInput } from './contract.ts'
import { markVerified } from './credential-queries.ts'
import { takeMailedToken } from './mailed-token-queries.ts'

type Accepted = z.output<typeof acceptedOutput>

/** Sends the mail again. Throws UNAUTHENTICATED. */
export async function askVerification(ctx: Ctx): Promise<Accepted> {
  const accountId = requireUser(ctx.actor)
  await enqueue(ctx.db, 'accounts.mail', { accountId, purpose: 'verify-email' })
  return { accepted: true }
}

/** Whoever has the mail has the address. Throws LINK_EXPIRED, also when the account has another one by now. */
export async function verifyEmail(
  ctx: Ctx,
  { token }: z.output<typeof verifyEmailInput>,
): Promise<Accepted> {
  const tokenHash = ctx.codec.sha256(new TextEncoder().encode(token))
  return await transact(ctx.db, async (tx) => {
    const taken = await takeMailedToken(tx, { tokenHash, purpose: 'verify-email' })
    if (taken === undefined || !(await markVerified(tx, taken.accountId, taken.email))) {
      throw new AppError('LINK_EXPIRED')
    }
    const { accountId } = taken
    await insertAudit(tx, { accountId, actor: 'anonymous', event: 'email-verified' })
    return { accepted: true } as const
  })
}
