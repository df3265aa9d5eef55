import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { removeReviewInput, removeReviewOutput } from './contract.ts'
import { reviewNotFound } from './review-not-found.ts'
import { reviewSubject } from './review-subject.ts'
import { lockOwnReview } from './row-queries.ts'

/**
 * Takes one's own review out of sight and out of the counters; editing it brings it back, and no moderator
 * does. Throws REVIEW_NOT_FOUND, also for somebody else's review. Removing it again changes nothing.
 */
export async function removeReview(
  ctx: Ctx,
  { reviewId: id }: z.output<typeof removeReviewInput>,
): Promise<z.output<typeof removeReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const review = await lockOwnReview(tx, { id, accountId })
    if (review === undefined) throw reviewNotFound()
    await withdraw(tx, reviewSubject, { id, author: actorName(ctx.actor) })
    return { removed: true }
  })
}
