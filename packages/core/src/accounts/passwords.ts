import type { z } from 'zod'
import { actorName, requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import { insertAudit } from './audit-queries.ts'
import { checkNewPassword, knownOf } from './check-password.ts'
import type {
  acceptedOutput,
  askResetInput,
  changePasswordInput,
  endedOutput,
  resetPasswordInput,
} from './contract.ts'
import { credentialOf, findCredential, markVerified, updatePassword } from './credential-queries.ts'
import { emailKey } from './email-key.ts'
import { lockProven } from './lock-proven.ts'
import { dropMailedTokens } from './mailed-token-queries.ts'
import { requirePassword } from './require-factors.ts'
import { endSessions } from './session-queries.ts'
import { ownerOfMail, withMailedToken } from './take-mailed-token.ts'
import { dropSecret } from './totp-queries.ts'

type Ended = z.output<typeof endedOutput>

/**
 * A new password for who knows the present one; all other sessions end, and mails for a reset are void. Throws UNAUTHENTICATED,
 * WRONG_CREDENTIALS, AUTH_BUSY, and BAD_INPUT for the present one and for one that anybody would guess.
 */
export async function changePassword(
  ctx: Ctx,
  { password, newPassword }: z.output<typeof changePasswordInput>,
): Promise<Ended> {
  const accountId = requireUser(ctx.actor)
  const credential = await credentialOf(ctx.db, accountId)
  if (credential === undefined) throw new AppError('UNAUTHENTICATED')
  await requirePassword(ctx, credential, password)
  if (newPassword === password) {
    const message = 'is the one you have'
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/newPassword', message }] })
  }
  await checkNewPassword(ctx, newPassword, { field: 'newPassword', known: knownOf(credential) })
  const hash = await ctx.passwords.hash(newPassword)
  const keep = ctx.actor.kind === 'account' ? ctx.actor.sessionId : undefined
  return await transact(ctx.db, async (tx) => {
    await lockProven(tx, credential)
    await updatePassword(tx, accountId, hash)
    await dropMailedTokens(tx, accountId, 'reset-password')
    await insertAudit(tx, { accountId, actor: actorName(ctx.actor), event: 'password-changed' })
    return { ended: await endSessions(tx, accountId, { reason: 'password', keep }) }
  })
}

/** Sends a mail to the address if an account has it; the answer is the same if none does. */
export async function askPasswordReset(
  ctx: Ctx,
  { email }: z.output<typeof askResetInput>,
): Promise<z.output<typeof acceptedOutput>> {
  const credential = await findCredential(ctx.db, { emailKey: emailKey(email) })
  if (credential !== undefined) {
    const { accountId } = credential
    await transact(ctx.db, async (tx) => {
      await enqueue(tx, 'accounts.mail', { accountId, purpose: 'reset-password' })
      await insertAudit(tx, { accountId, actor: 'anonymous', event: 'password-reset-asked' })
    })
  }
  return { accepted: true }
}

/**
 * A new password for who has the mail, which verifies the address too; all sessions end. A second factor from before
 * the address was verified goes: whoever set it up may have been anybody. Throws LINK_EXPIRED, AUTH_BUSY, and
 * BAD_INPUT for a password that anybody would guess.
 */
export async function resetPassword(
  ctx: Ctx,
  { token, newPassword }: z.output<typeof resetPasswordInput>,
): Promise<Ended> {
  const mail = { token, purpose: 'reset-password' } as const
  const owner = await ownerOfMail(ctx, mail)
  await checkNewPassword(ctx, newPassword, { field: 'newPassword', known: knownOf(owner) })
  const hash = await ctx.passwords.hash(newPassword)
  const { accountId } = owner
  return await withMailedToken(ctx, mail, {
    accountId,
    async work(tx, { emailVerifiedAt }) {
      await updatePassword(tx, accountId, hash)
      if (emailVerifiedAt === null) await dropSecret(tx, accountId)
      await markVerified(tx, accountId)
      await insertAudit(tx, { accountId, actor: 'anonymous', event: 'password-reset' })
      return { ended: await endSessions(tx, accountId, { reason: 'password' }) }
    },
  })
}
