import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { moveVersions, moveVersionsOf } from './queries.ts'

/** Says of a list that it must show this change: `feed.list({ after })`. */
export type Position = string

/**
 * Every write to what is shown of a post calls this in its transaction, after it: text, tags, status, votes
 * and the number of comments; before a row is deleted. Caches follow within moments of the commit, and not
 * at all if there is none. The row of the post stays locked until the end. Returns the position for the answer
 * of a mutation; null when there is no such post.
 */
export async function touchPost(tx: Kysely<Database>, postId: number): Promise<Position | null> {
  const [change] = await moveVersions(tx, [postId])
  return change === undefined ? null : `${change.rowId}.${change.version}`
}

/** The same for many posts, locked in the order of their ids. */
export async function touchPosts(tx: Kysely<Database>, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await moveVersions(tx, ids)
}

/** The same for all posts of an account: when its name changes, and before it is deleted. */
export async function touchPostsOf(tx: Kysely<Database>, accountId: number): Promise<void> {
  await moveVersionsOf(tx, accountId)
}
