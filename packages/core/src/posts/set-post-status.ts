import type { Kysely } from 'kysely'
import { touchPost } from '../changes/index.ts'
import type { Status } from '../community/contract.ts'
import type { Database } from '../db/database.ts'
import { lockPost, writePostStatus } from './post-queries.ts'

/**
 * The one place where a post changes its status for another reason than an edit. Nothing counts posts, and its
 * own counters stay. Returns the status it had; null when there is no such post.
 */
export async function setPostStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Status | null> {
  const post = await lockPost(tx, id)
  if (post === undefined) return null
  if (post.status === status) return status
  await writePostStatus(tx, id, status)
  await touchPost(tx, id)
  return post.status
}
