import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { addToPost } from './post-queries.ts'

/**
 * Adds to the number of visible comments on a post, in the transaction that shows or hides them. It takes the
 * lock of the post's row: who locks comments as well does so after it.
 */
export async function addComments(
  tx: Kysely<Database>,
  postId: number,
  delta: number,
): Promise<void> {
  await addToPost(tx, postId, { comments: delta })
}
