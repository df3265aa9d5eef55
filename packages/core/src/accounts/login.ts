import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Attempts } from '../ports/attempts.ts'
import { asAttempt } from './as-attempt.ts'
import { insertAudit } from './audit-queries.ts'
import type { ClientInfo } from './client-info.ts'
import type { loginInput } from './contract.ts'
import { type Credential, findCredential } from './credential-queries.ts'
import { emailKey } from './email-key.ts'
import { grantOf, startSession } from './grant.ts'
import { lockProven } from './lock-proven.ts'
import { toProfile } from './profile.ts'
import type { SignedIn } from './register.ts'
import { requirePassword, requireSecondFactor } from './require-factors.ts'

type Input = Pick<z.output<typeof loginInput>, 'email' | 'password' | 'code'>

/**
 * A new session for who knows the password, and has the second factor if there is one. An address that
 * nobody has takes as long as a wrong password and says the same. Throws WRONG_CREDENTIALS,
 * SECOND_FACTOR_REQUIRED, WRONG_CODE, BANNED, AUTH_BUSY, and RATE_LIMITED after too many failures.
 */
export async function login(
  ctx: Ctx,
  input: Input,
  { client, attempts }: { readonly client: ClientInfo; readonly attempts: Attempts },
): Promise<SignedIn> {
  // A flood costs the database and Redis nothing.
  ctx.passwords.requireRoom()
  const key = emailKey(input.email)
  const keys = { account: key, network: client.network }
  return await asAttempt(attempts, keys, async () => {
    const credential = await findCredential(ctx.db, { emailKey: key })
    try {
      const proven = await prove(ctx, credential, input)
      const { known, session } = await transact(ctx.db, async (tx) => {
        const known = await lockProven(tx, proven)
        const { accountId, role } = known
        const actor = `account:${accountId}`
        await insertAudit(tx, { accountId, actor, event: 'signed-in' })
        return { known, session: await startSession(ctx, tx, { accountId, role, client }) }
      })
      return { profile: toProfile(known), grant: await grantOf(ctx, session) }
    } catch (error) {
      await noteFailure(ctx, error, { credential, network: client.network })
      throw error
    }
  })
}

async function prove(
  ctx: Ctx,
  credential: Credential | undefined,
  { password, code }: Input,
): Promise<Credential> {
  if (credential === undefined) {
    await ctx.passwords.pretend(password)
    throw new AppError('WRONG_CREDENTIALS')
  }
  await requirePassword(ctx, credential, password)
  if (credential.isBanned) throw new AppError('BANNED')
  await requireSecondFactor(ctx, credential, code)
  return credential
}

async function noteFailure(
  ctx: Ctx,
  error: unknown,
  failed: { readonly credential: Credential | undefined; readonly network: string | null },
): Promise<void> {
  if (!isAppError(error, 'WRONG_CREDENTIALS') && !isAppError(error, 'WRONG_CODE')) return
  if (failed.credential === undefined) return
  await insertAudit(ctx.db, {
    accountId: failed.credential.accountId,
    actor: 'anonymous',
    event: 'sign-in-failed',
    detail: { code: error.code, network: failed.network },
  })
}
