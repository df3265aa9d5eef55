import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import type { wishInput, wishOutput } from './contract.ts'
import { insertWish } from './wishlist-queries.ts'

/** Puts a product on the caller's wishlist; idempotent. Throws PRODUCT_NOT_FOUND. */
export async function addToWishlist(
  ctx: Ctx,
  input: z.output<typeof wishInput>,
): Promise<z.output<typeof wishOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId } = input
  await requireProduct(ctx.db, productId)
  await insertWish(ctx.db, accountId, productId)
  return { productId, wished: true }
}
