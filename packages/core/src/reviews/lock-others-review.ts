import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { reviewNotFound } from './review-not-found.ts'
import { lockSeen } from './row-queries.ts'

/** Locks a review that is shown, with its product, and somebody else's. Throws REVIEW_NOT_FOUND or OWN_CONTENT. */
export async function lockOthersReview(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
) {
  const review = await lockSeen(tx, { id, accountId })
  if (review === undefined) throw reviewNotFound()
  if (review.account_id === accountId) throw new AppError('OWN_CONTENT')
  return review
}
