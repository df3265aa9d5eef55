import type { ModeratedSubject } from '../community/index.ts'
import { findPostTexts } from './post-queries.ts'
import { setPostStatus } from './set-post-status.ts'

/** Posts as the moderation core sees them. */
export const postSubject: ModeratedSubject = {
  kind: 'post',
  find: findPostTexts,
  setStatus: setPostStatus,
}
