import type { Ctx } from '../context.ts'
import { keyOwner } from './create-api-key.ts'
import { selectApiKeys } from './queries.ts'

/**
 * Every key with its scopes and last use; never a secret. The operator sees all of them, an account its own.
 * Throws UNAUTHENTICATED or FORBIDDEN.
 */
export async function listApiKeys(ctx: Ctx) {
  return await selectApiKeys(ctx.db, keyOwner(ctx.actor))
}
