import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { adjustSummary } from '../catalog/index.ts'
import { setVote } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireUnblocked } from '../social/index.ts'
import type { voteReviewInput, voteReviewOutput } from './contract.ts'
import { lockOthersReview } from './lock-others-review.ts'
import { addVotes } from './row-queries.ts'

/**
 * Makes `value` one's vote on a review, 0 takes it back; the same value again changes nothing. Throws
 * REVIEW_NOT_FOUND unless it is shown, OWN_CONTENT, and BLOCKED for a vote that is not taken back.
 */
export async function voteReview(
  ctx: Ctx,
  { reviewId: id, value }: z.output<typeof voteReviewInput>,
): Promise<z.output<typeof voteReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const review = await lockOthersReview(tx, { id, accountId })
    if (value !== 0) await requireUnblocked(tx, accountId, [review.account_id])
    const delta = await setVote(tx, { subject: { kind: 'review', id }, accountId, value })
    if (delta.helpful !== 0 || delta.unhelpful !== 0) {
      await addVotes(tx, id, delta)
      // The order of the product's reviews may be another one now.
      await adjustSummary(tx, review.product_id)
    }
    return {
      helpful: review.helpful + delta.helpful,
      unhelpful: review.unhelpful + delta.unhelpful,
      value,
    }
  })
}
