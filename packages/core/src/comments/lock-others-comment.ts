import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { viewerOf } from '../subjects/index.ts'
import { commentNotFound } from './open-thread.ts'
import { type LockedComment, lockWithAccess } from './row-queries.ts'

/** Locks a comment on which only others have a say. Throws COMMENT_NOT_FOUND unless it can be read, and OWN_CONTENT. */
export async function lockOthersComment(
  ctx: Ctx,
  tx: Kysely<Database>,
  id: number,
): Promise<LockedComment> {
  const viewer = viewerOf(ctx)
  const comment = await lockWithAccess(tx, id, viewer)
  if (comment === undefined) throw commentNotFound()
  const { status, access } = comment
  const isMine = comment.accountId === viewer.accountId
  const isRead = status === 'visible' || (status === 'shadowed' && isMine)
  if (!isRead || (access !== 'open' && access !== 'closed')) throw commentNotFound()
  if (isMine) throw new AppError('OWN_CONTENT')
  return comment
}
