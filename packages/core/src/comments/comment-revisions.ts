import { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { rowId } from '../ids.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { isModerator } from '../subjects/index.ts'
import type { commentRevisionsInput, commentRevisionsOutput } from './contract.ts'
import { commentNotFound } from './open-thread.ts'
import { findOwner, revisionsBehind } from './read-queries.ts'

/**
 * What a comment said before it was edited, latest first: for its author and for moderators. Throws
 * COMMENT_NOT_FOUND, FORBIDDEN for somebody else's comment that can be seen, and BAD_CURSOR.
 */
export async function commentRevisions(
  ctx: Ctx,
  { commentId, limit, cursor }: z.output<typeof commentRevisionsInput>,
): Promise<z.output<typeof commentRevisionsOutput>> {
  await requireReader(ctx, commentId)
  const list = { revisionsOf: commentId }
  const [before] = cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const { items, end } = await revisionsBehind(ctx.db, commentId, { before, limit })
  return { items, nextCursor: end === null ? null : encodeCursor(list, [end]) }
}

/** Throws UNAUTHENTICATED, FORBIDDEN or COMMENT_NOT_FOUND. */
async function requireReader({ db, actor }: Ctx, commentId: number): Promise<void> {
  const mayAll = isModerator(actor)
  const accountId = mayAll ? null : requireAccount(actor)
  const comment = await findOwner(db, commentId)
  const status = comment && statusOf(comment.status)
  if (mayAll ? comment : comment?.account_id === accountId && status !== 'deleted') return
  // Of what cannot be seen nobody else learns that it is there.
  if (status !== 'visible') throw commentNotFound()
  throw new AppError('FORBIDDEN', { message: 'Only its author and moderators see what it said' })
}
