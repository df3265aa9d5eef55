import type { Ctx } from '../context.ts'
import { requireSystem } from './create-api-key.ts'
import { selectApiKeys } from './queries.ts'

/** Every key with its scopes and last use; never a secret. Throws FORBIDDEN unless the operator asks. */
export async function listApiKeys(ctx: Ctx) {
  requireSystem(ctx)
  return selectApiKeys(ctx.db)
}
