import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Cart, cartAddInput } from './contract.ts'
import { cartOf } from './get-cart.ts'
import { putInCart } from './put-in-cart.ts'

/** Adds units to a line of the caller's cart. Throws as `putInCart` does. */
export async function addToCart(ctx: Ctx, input: z.output<typeof cartAddInput>): Promise<Cart> {
  const accountId = requireAccount(ctx.actor)
  const { productId, skuId, quantity } = input
  await putInCart(ctx, accountId, { productId, skuId, quantity, mode: 'add' })
  return cartOf(ctx, accountId)
}
