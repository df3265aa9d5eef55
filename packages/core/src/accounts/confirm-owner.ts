import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { credentialOf } from './credential-queries.ts'
import { requirePassword } from './login.ts'
import { takeSecondFactor } from './second-factor.ts'

/**
 * The account of the caller, who proves once more to be its owner: a session alone is not enough for what cannot be
 * undone. Throws UNAUTHENTICATED, WRONG_CREDENTIALS, SECOND_FACTOR_REQUIRED, WRONG_CODE and AUTH_BUSY.
 */
export async function confirmOwner(
  ctx: Ctx,
  { password, code }: { readonly password: string; readonly code?: string | undefined },
): Promise<number> {
  const accountId = requireUser(ctx.actor)
  const credential = await credentialOf(ctx.db, accountId)
  if (credential === undefined) throw new AppError('UNAUTHENTICATED')
  await requirePassword(ctx, credential, password)
  if (credential.totpConfirmedAt === null) return accountId
  if (code === undefined) throw new AppError('SECOND_FACTOR_REQUIRED')
  await takeSecondFactor(ctx, credential, code)
  return accountId
}
