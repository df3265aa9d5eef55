import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { autoHide, fileReport } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { reportReviewInput, reportReviewOutput } from './contract.ts'
import { lockOthersReview } from './lock-others-review.ts'
import { reviewSubject } from './review-subject.ts'

/**
 * Reports a review to the moderators, once a person; so many reports hide it until one of them has looked.
 * Throws REVIEW_NOT_FOUND unless it is shown, and OWN_CONTENT.
 */
export async function reportReview(
  ctx: Ctx,
  { reviewId: id, reason, note }: z.output<typeof reportReviewInput>,
): Promise<z.output<typeof reportReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    await lockOthersReview(tx, { id, accountId })
    const subject = { kind: 'review', id } as const
    const { isNew, hide } = await fileReport(ctx, tx, { subject, accountId, reason, note })
    if (hide) await autoHide(tx, reviewSubject, id)
    return { reported: true, isNew }
  })
}
