import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { credentialOf } from './credential-queries.ts'
import { requirePassword, requireSecondFactor } from './require-factors.ts'

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
  await requireSecondFactor(ctx, credential, code)
  return accountId
}
