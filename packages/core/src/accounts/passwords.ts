import type { z } from 'zod'
import { actorName, requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import { insertAudit } from './audit-queries.ts'
import { checkNewPassword } from './check-password.ts'
import type {
  acceptedOutput,
  askResetInput,
  changePasswordInput,
  endedOutput,
  resetPasswordInput,
} from './contract.ts'
import { credentialOf, findCredential, markVerified, updatePassword } from './credential-queries.ts'
import { emailKey } from './email-key.ts'
import { requirePassword } from './login.ts'
import { takeMailedToken } from './mailed-token-queries.ts'
import { endSessions } from './session-queries.ts'

type Ended = z.output<typeof endedOutput>

/**
 * A new password for who knows the present one; all other sessions end. Throws UNAUTHENTICATED,
 * WRONG_CREDENTIALS, AUTH_BUSY, and BAD_INPUT for one that anybody would guess.
 */
export async function changePassword(
  ctx: Ctx,
  { password, newPassword }: z.output<typeof changePasswordInput>,
): Promise<Ended> {
  const accountId = requireUser(ctx.actor)
  const credential = await credentialOf(ctx.db, accountId)
  if (credential === undefined) throw new AppError('UNAUTHENTICATED')
  await requirePassword(ctx, credential, password)
  const known = [credential.name ?? '', credential.email]
  await checkNewPassword(ctx, newPassword, { field: 'newPassword', known })
  const hash = await ctx.passwords.hash(newPassword)
  const keep = ctx.actor.kind === 'account' ? ctx.actor.sessionId : undefined
  return await transact(ctx.db, async (tx) => {
    await updatePassword(tx, accountId, hash)
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
 * A new password for who has the mail, which verifies the address too; all sessions end. Throws
 * LINK_EXPIRED, AUTH_BUSY, and BAD_INPUT for a password that anybody would guess.
 */
export async function resetPassword(
  ctx: Ctx,
  { token, newPassword }: z.output<typeof resetPasswordInput>,
): Promise<Ended> {
  await checkNewPassword(ctx, newPassword, { field: 'newPassword', known: [] })
  const hash = await ctx.passwords.hash(newPassword)
  const tokenHash = ctx.codec.sha256(new TextEncoder().encode(token))
  return await transact(ctx.db, async (tx) => {
    const taken = await takeMailedToken(tx, { tokenHash, purpose: 'reset-password' })
    if (taken === undefined) throw new AppError('LINK_EXPIRED')
    const { accountId, email } = taken
    await updatePassword(tx, accountId, hash)
    await markVerified(tx, accountId, email)
    await insertAudit(tx, { accountId, actor: 'anonymous', event: 'password-reset' })
    return { ended: await endSessions(tx, accountId, { reason: 'password' }) }
  })
}
