import type { ModeratedSubject } from '../community/index.ts'
import { selectTexts } from './row-queries.ts'
import { setCommentStatus } from './set-comment-status.ts'

/** Comments, as the shared moderation sees them. */
export const commentSubject: ModeratedSubject = {
  kind: 'comment',
  find: selectTexts,
  setStatus: setCommentStatus,
}
