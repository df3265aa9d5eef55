import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Cart, cartSetInput } from './contract.ts'
import { cartOf } from './get-cart.ts'
import { putInCart } from './put-in-cart.ts'

/** Says how many units a line of the caller's cart holds. Throws as `putInCart` does. */
export async function setInCart(ctx: Ctx, input: z.output<typeof cartSetInput>): Promise<Cart> {
  const accountId = requireAccount(ctx.actor)
  const { productId, skuId, quantity } = input
  await putInCart(ctx, accountId, { productId, skuId, quantity, mode: 'set' })
  return cartOf(ctx, accountId)
}
