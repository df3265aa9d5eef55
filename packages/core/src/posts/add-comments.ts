import type { Kysely } from 'kysely'
import { touchPost } from '../changes/index.ts'
import type { Database } from '../db/database.ts'
import { addToPost } from './post-queries.ts'

/**
 * Adds to the number of visible comments on a post, in the transaction that shows or hides them: its last
 * statement, since it takes the lock of the post, and those of comments come before. False when the post takes no
 * more, because it was taken down or is gone: who was about to add one has to give up.
 */
export async function addComments(
  tx: Kysely<Database>,
  postId: number,
  delta: number,
): Promise<boolean> {
  const status = await addToPost(tx, postId, { comments: delta })
  await touchPost(tx, postId)
  return status === 'visible' || status === 'shadowed'
}
