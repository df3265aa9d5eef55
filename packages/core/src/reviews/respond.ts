import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import { adjustSummary } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { respondInput, respondOutput } from './contract.ts'
import { reviewNotFound } from './review-not-found.ts'
import { updateResponse } from './write-queries.ts'

/**
 * Sets what the seller or the developer says to a review, in place of what they said before, or takes it
 * away. Throws REVIEW_NOT_FOUND, also for a deleted one.
 */
export async function respond(
  ctx: Ctx,
  { reviewId, body }: z.output<typeof respondInput>,
): Promise<z.output<typeof respondOutput>> {
  requireScope(ctx.actor, 'staff:write')
  return await transact(ctx.db, async (tx) => {
    const review = await updateResponse(tx, reviewId, body)
    if (review === undefined) throw reviewNotFound()
    await adjustSummary(tx, review.product_id)
    return { reviewId, responded: body !== null }
  })
}
