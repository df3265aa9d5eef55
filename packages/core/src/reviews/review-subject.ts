import type { ModeratedSubject } from '../community/index.ts'
import { findForModeration } from './read-queries.ts'
import { setReviewStatus } from './set-review-status.ts'

/** Reviews as the moderation core sees them. */
export const reviewSubject: ModeratedSubject = {
  kind: 'review',
  find: findForModeration,
  setStatus: setReviewStatus,
}
