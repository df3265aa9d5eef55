import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { changeProduct } from './change-product.ts'
import type { changedOutput, curateRelatedInput } from './contract.ts'
import { missingProducts, replaceRelated } from './write-queries.ts'

/**
 * Chooses what is shown beside a product, instead of what was chosen before. Throws PRODUCT_NOT_FOUND for the
 * product and for each chosen one that is not there, and BAD_INPUT for the product itself among them.
 */
export async function curateRelated(
  ctx: Ctx,
  { productId, relatedIds }: z.output<typeof curateRelatedInput>,
): Promise<z.output<typeof changedOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  return changeProduct(ctx, productId, async (tx) => {
    refuse('BAD_INPUT', relatedIds, (id) => id === productId && 'is the product itself')
    const missing = await missingProducts(tx, relatedIds)
    refuse('PRODUCT_NOT_FOUND', relatedIds, (id) => missing.has(id) && 'no such product')
    await replaceRelated(tx, productId, [...new Set(relatedIds)])
    return true
  })
}

function refuse(
  code: 'BAD_INPUT' | 'PRODUCT_NOT_FOUND',
  ids: readonly number[],
  problem: (id: number) => string | false,
): void {
  const fields = ids.flatMap((id, place) => {
    const message = problem(id)
    return message === false ? [] : { pointer: `/relatedIds/${place}`, message }
  })
  if (fields.length > 0) throw new AppError(code, { fields })
}
