import type { z } from 'zod'
import { requireAccount } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { productNotFound } from '../require-product.ts'
import type { interactInput, interactOutput } from './contract.ts'

/**
 * Keeps what a visitor did. Calls at the same time are committed together, and each is acknowledged after
 * that. Throws PRODUCT_NOT_FOUND, and UNAVAILABLE when the log cannot keep up.
 */
export async function interact(
  ctx: Ctx,
  { productId, ...what }: z.output<typeof interactInput>,
): Promise<z.output<typeof interactOutput>> {
  const accountId = requireAccount(ctx.actor)
  const misfit = await ctx.interactions.write({ accountId, productId: productId ?? null, ...what })
  if (misfit === 'product') throw productNotFound('/productId')
  if (misfit === 'account') throw new AppError('UNAUTHENTICATED')
  return { recorded: true }
}
