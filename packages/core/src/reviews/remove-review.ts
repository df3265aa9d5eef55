import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { closeCase, recordAction, statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { removeReviewInput, removeReviewOutput } from './contract.ts'
import { lockOwnReview } from './row-queries.ts'
import { setReviewStatus } from './set-review-status.ts'

/**
 * Takes one's own review out of sight and out of the counters; editing it brings it back. Throws
 * REVIEW_NOT_FOUND, also for somebody else's review. Removing it again changes nothing.
 */
export async function removeReview(
  ctx: Ctx,
  { reviewId: id }: z.output<typeof removeReviewInput>,
): Promise<z.output<typeof removeReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const review = await lockOwnReview(tx, { id, accountId })
    if (review === undefined) throw new AppError('REVIEW_NOT_FOUND')
    const before = statusOf(review.status)
    if (before === 'deleted') return { removed: true }
    const subject = { kind: 'review', id } as const
    await recordAction(tx, {
      subject,
      before,
      after: 'deleted',
      reason: 'removed by its author',
      actor: actorName(ctx.actor),
    })
    await closeCase(tx, subject)
    await setReviewStatus(tx, id, 'deleted')
    return { removed: true }
  })
}
