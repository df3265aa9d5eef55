import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { wishInput, wishOutput } from './contract.ts'
import { insertWish } from './wishlist-queries.ts'
import { lockCarts } from './write-queries.ts'

/** Puts a product on the caller's wishlist; idempotent. Throws PRODUCT_NOT_FOUND, WISHLIST_FULL. */
export async function addToWishlist(
  ctx: Ctx,
  input: z.output<typeof wishInput>,
): Promise<z.output<typeof wishOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId } = input
  await requireProduct(ctx.db, productId)
  await transact(ctx.db, async (tx) => {
    await lockCarts(tx, [accountId])
    if (!(await insertWish(tx, accountId, productId))) throw new AppError('WISHLIST_FULL')
  })
  return { productId, wished: true }
}
