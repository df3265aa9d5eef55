import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { changeProduct } from './change-product.ts'
import type { changedOutput, setStatusInput } from './contract.ts'
import { writeStatus } from './write-queries.ts'

/** Hides a product from every list and page, or shows it again. Throws PRODUCT_NOT_FOUND. */
export async function setStatus(
  ctx: Ctx,
  { productId, status }: z.output<typeof setStatusInput>,
): Promise<z.output<typeof changedOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  return changeProduct(ctx, productId, async (tx, product) => {
    if (product.status === status) return false
    await writeStatus(tx, productId, status)
    return true
  })
}
