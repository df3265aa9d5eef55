import type { Kysely } from 'kysely'
import type { Status } from '../community/contract.ts'
import type { Database } from '../db/database.ts'
import { addComments } from '../posts/index.ts'
import { SUBJECTS } from '../subjects/index.ts'
import { addToReplies, lockComment, type Shift, writeStatus } from './row-queries.ts'
import { addToThread } from './thread-queries.ts'

/**
 * The one place where a comment changes its status: what is above it and its thread count what can be seen.
 * Returns the status it had; null when there is no such comment.
 */
export async function setCommentStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Status | null> {
  const comment = await lockComment(tx, id)
  if (comment === undefined) return null
  const before = comment.status
  if (before === status) return before
  await countAbove(tx, await writeStatus(tx, id, status))
  const delta = Number(status === 'visible') - Number(before === 'visible')
  if (delta !== 0) await countInThread(tx, comment.threadId, delta)
  return before
}

/**
 * Tells those above a comment that it has appeared or is gone: one that cannot be read itself appears and goes
 * with the last reply that can.
 */
export async function countAbove(tx: Kysely<Database>, shift: Shift | undefined): Promise<void> {
  let below = shift
  while (below !== undefined && below.parentId !== null && below.isShown !== below.wasShown) {
    below = await addToReplies(tx, below.parentId, below.isShown ? 1 : -1)
  }
}

/** Counts a visible comment, or one that is no longer; false when its subject takes no more. */
export async function countInThread(
  tx: Kysely<Database>,
  threadId: number,
  delta: number,
): Promise<boolean> {
  const { kind, row } = await addToThread(tx, threadId, delta)
  // Only posts keep a count of their own.
  return kind !== SUBJECTS.post.number || (await addComments(tx, row, delta))
}
