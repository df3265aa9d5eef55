import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { findRejected } from './read-queries.ts'

/** One document that is not counted, and why. Needs the scope `ops:read`. Throws QUARANTINE_NOT_FOUND. */
export async function getRejected(ctx: Ctx, input: { readonly id: number }) {
  requireScope(ctx.actor, 'ops:read')
  const [row] = await findRejected(ctx.db, [input.id])
  if (row === undefined) {
    const fields = [{ pointer: '/id', message: 'no rejected document has this id' }]
    throw new AppError('QUARANTINE_NOT_FOUND', { fields })
  }
  return row
}
