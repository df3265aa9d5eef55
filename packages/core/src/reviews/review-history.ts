import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { reviewHistoryInput, reviewHistoryOutput } from './contract.ts'
import { findRevisions, reviewExists } from './read-queries.ts'
import { reviewNotFound } from './review-not-found.ts'

/** What a review said before it was edited, latest first. Throws REVIEW_NOT_FOUND and BAD_CURSOR. */
export async function reviewHistory(
  ctx: Ctx,
  { reviewId, limit, cursor }: z.output<typeof reviewHistoryInput>,
): Promise<z.output<typeof reviewHistoryOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const list = { historyOf: reviewId }
  const [before] = cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  if (!(await reviewExists(ctx.db, reviewId))) throw reviewNotFound()
  const rows = await findRevisions(ctx.db, reviewId, { limit: limit + 1, before })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map((row) => ({
      revision: row.revision,
      rating: row.rating,
      recommend: row.recommend,
      summary: row.summary,
      body: row.body,
      photos: row.photos,
      characteristics: row.characteristics,
      replacedAt: row.replaced_at.toISOString(),
    })),
    nextCursor: last && encodeCursor(list, [last.revision]),
  }
}
