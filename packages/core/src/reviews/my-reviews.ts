import { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { shownToAuthor, statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { myReviewsInput, myReviewsOutput } from './contract.ts'
import { findOfAccount } from './read-queries.ts'

/** One's own reviews, latest first, with those that are not shown and why. Throws BAD_CURSOR. */
export async function myReviews(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof myReviewsInput>,
): Promise<z.output<typeof myReviewsOutput>> {
  const accountId = requireAccount(ctx.actor)
  const list = { reviewsOf: accountId }
  const [beforeId] =
    cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const rows = await findOfAccount(ctx.db, accountId, { limit: limit + 1, beforeId })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ review, status }) => ({
      ...review,
      status: shownToAuthor(statusOf(status)),
    })),
    nextCursor: last && encodeCursor(list, [last.id]),
  }
}
