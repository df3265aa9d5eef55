import type { z } from 'zod'
import { authenticateGuest } from '../accounts/index.ts'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { cartMergeInput, cartMergeOutput } from './contract.ts'
import { cartOf } from './get-cart.ts'
import { mergeCarts } from './merge-carts.ts'

/**
 * Moves cart and wishlist of another guest, whose token proves that the caller may, into the caller's.
 * Throws NOT_FOUND for a token that names nobody.
 */
export async function mergeGuestCart(
  ctx: Ctx,
  input: z.output<typeof cartMergeInput>,
): Promise<z.output<typeof cartMergeOutput>> {
  const accountId = requireAccount(ctx.actor)
  const other = (await authenticateGuest(ctx, input.guestToken))?.actor ?? null
  if (other === null) {
    throw new AppError('NOT_FOUND', {
      fields: [{ pointer: '/guestToken', message: 'names no guest' }],
    })
  }
  const { leftOut } = await transact(ctx.db, (tx) =>
    mergeCarts(tx, requireAccount(other), accountId),
  )
  return { cart: await cartOf(ctx, accountId), leftOut }
}
