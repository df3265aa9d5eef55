import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import type { Status } from '../community/contract.ts'
import { statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import { addToCharacteristics } from './characteristic-queries.ts'
import { lockReview, updateStatus } from './row-queries.ts'
import { summaryDelta } from './summary-delta.ts'

/**
 * Gives a review this status, and takes it out of the counters of its product or puts it back, so that they
 * hold the visible ones. Returns the status it had; null when there is no such review.
 */
export async function setReviewStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Status | null> {
  const review = await lockReview(tx, id)
  if (review === undefined) return null
  const before = statusOf(review.status)
  if (before === status) return before
  await updateStatus(tx, id, status)
  if (before !== 'visible' && status !== 'visible') return before
  const isShown = status === 'visible'
  const delta = isShown ? summaryDelta(null, review) : summaryDelta(review, null)
  await adjustSummary(tx, review.product_id, delta)
  await addToCharacteristics(tx, id, isShown ? 1 : -1)
  return before
}
