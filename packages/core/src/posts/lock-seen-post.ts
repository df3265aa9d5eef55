import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type LockedPost, lockPost } from './post-queries.ts'

type Tx = Kysely<Database>
interface Caller {
  readonly id: number
  readonly accountId: number
  /** Where the id stands in the input. */
  readonly pointer: string
}

/**
 * Locks a post that this account sees as everybody else does: its own also in the shadows, of which it does not
 * learn. Throws POST_NOT_FOUND.
 */
export async function lockSeenPost(
  tx: Tx,
  { id, accountId, pointer }: Caller,
): Promise<LockedPost> {
  const post = await lockPost(tx, id)
  const isShadowed = post?.status === 'shadowed' && post.accountId === accountId
  if (post === undefined || (post.status !== 'visible' && !isShadowed)) {
    throw new AppError('POST_NOT_FOUND', { fields: [{ pointer, message: 'no such post' }] })
  }
  return post
}

/** The same for what only others may do. Throws POST_NOT_FOUND or OWN_CONTENT. */
export async function lockOthersPost(tx: Tx, caller: Caller): Promise<LockedPost> {
  const post = await lockSeenPost(tx, caller)
  if (post.accountId === caller.accountId) throw new AppError('OWN_CONTENT')
  return post
}
