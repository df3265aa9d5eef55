import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { setOwnershipInput, setOwnershipOutput } from './contract.ts'
import { deleteOwnership, putOwnership } from './write-queries.ts'

/**
 * Writes down whether an account owns a product and how long it was played: what reviews written from now on
 * say of their author. Throws NOT_FOUND when there is no such account or product.
 */
export async function setOwnership(
  ctx: Ctx,
  input: z.output<typeof setOwnershipInput>,
): Promise<z.output<typeof setOwnershipOutput>> {
  requireScope(ctx.actor, 'staff:write')
  return await transact(ctx.db, async (tx) => {
    if (!input.owned) await deleteOwnership(tx, input)
    else if (!(await putOwnership(tx, input))) {
      const message = 'no such account or product'
      const fields = ['/accountId', '/productId'].map((pointer) => ({ pointer, message }))
      throw new AppError('NOT_FOUND', { message, fields })
    }
    return { owned: input.owned }
  })
}
