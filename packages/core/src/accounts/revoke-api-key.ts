import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { requireSystem } from './create-api-key.ts'
import { revokeKey } from './queries.ts'

/** Ends a key for good; idempotent. Throws NOT_FOUND for an id no key ever had. */
export async function revokeApiKey(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  requireSystem(ctx)
  if (!(await revokeKey(ctx.db, input.id, ctx.clock.now()))) {
    throw new AppError('NOT_FOUND', { fields: [{ pointer: '/id', message: 'no key has this id' }] })
  }
}
