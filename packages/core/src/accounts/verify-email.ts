import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { enqueue } from '../outbox/index.ts'
import { insertAudit } from './audit-queries.ts'
import type { acceptedOutput, verifyEmailInput } from './contract.ts'
import { markVerified } from './credential-queries.ts'
import { ownerOfMail, withMailedToken } from './take-mailed-token.ts'

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
  const mail = { token, purpose: 'verify-email' } as const
  const { accountId } = await ownerOfMail(ctx, mail)
  return await withMailedToken(ctx, mail, {
    accountId,
    async work(tx) {
      await markVerified(tx, accountId)
      await insertAudit(tx, { accountId, actor: 'anonymous', event: 'email-verified' })
      return { accepted: true } as const
    },
  })
}
