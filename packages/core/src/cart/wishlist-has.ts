import type { z } from 'zod'
import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { wishlistHasInput, wishlistHasOutput } from './contract.ts'
import { wishedOf } from './wishlist-queries.ts'

/** Which of these products are on the caller's wishlist, for the hearts on a page of cards. */
export async function wishlistHas(
  ctx: Ctx,
  input: z.output<typeof wishlistHasInput>,
): Promise<z.output<typeof wishlistHasOutput>> {
  const accountId = accountOf(ctx.actor)
  if (accountId === null) return { productIds: [] }
  return { productIds: [...(await wishedOf(ctx.db, accountId, input.productIds))] }
}
