import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { putInCart } from './put-in-cart.ts'
import { productOfSku } from './read-queries.ts'

/** Adds one unit of a stock item to the caller's cart. Throws SKU_NOT_FOUND, else as `putInCart` does. */
export async function addSkuToCart(ctx: Ctx, input: { readonly skuId: number }): Promise<void> {
  const accountId = requireAccount(ctx.actor)
  const { skuId } = input
  const productId = await productOfSku(ctx.db, skuId)
  if (productId === undefined) {
    throw new AppError('SKU_NOT_FOUND', {
      fields: [{ pointer: '/skuId', message: 'no such stock item' }],
    })
  }
  await putInCart(ctx, accountId, { productId, skuId, quantity: 1, mode: 'add' })
}
