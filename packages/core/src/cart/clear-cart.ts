import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Cart } from './contract.ts'
import { cartOf } from './get-cart.ts'
import { deleteLines } from './write-queries.ts'

/** Empties the caller's cart; idempotent. */
export async function clearCart(ctx: Ctx): Promise<Cart> {
  const accountId = requireAccount(ctx.actor)
  await deleteLines(ctx.db, accountId)
  return cartOf(ctx, accountId)
}
