import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Cart, cartRemoveInput } from './contract.ts'
import { cartOf } from './get-cart.ts'
import { deleteLine } from './write-queries.ts'

/** Takes a line out of the caller's cart, whatever became of its product; idempotent. */
export async function removeFromCart(
  ctx: Ctx,
  input: z.output<typeof cartRemoveInput>,
): Promise<Cart> {
  const accountId = requireAccount(ctx.actor)
  const { productId, skuId } = input
  await deleteLine(ctx.db, accountId, { productId, skuId })
  return cartOf(ctx, accountId)
}
