import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { wishInput, wishOutput } from './contract.ts'
import { deleteWish } from './wishlist-queries.ts'

/** Takes a product off the caller's wishlist; idempotent. */
export async function removeFromWishlist(
  ctx: Ctx,
  input: z.output<typeof wishInput>,
): Promise<z.output<typeof wishOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId } = input
  await deleteWish(ctx.db, accountId, productId)
  return { productId, wished: false }
}
