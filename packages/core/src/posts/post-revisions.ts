import { z } from 'zod'
import { requireAccount, scopesOf } from '../actor.ts'
import { statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { rowId } from '../ids.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { postRevisionsInput, postRevisionsOutput } from './contract.ts'
import { findOwner, revisionsBehind } from './read-queries.ts'

/**
 * What a post said before it was edited, latest first: for its author and for moderators. Throws
 * POST_NOT_FOUND, FORBIDDEN for somebody else's post that can be seen, and BAD_CURSOR.
 */
export async function postRevisions(
  ctx: Ctx,
  { postId, limit, cursor }: z.output<typeof postRevisionsInput>,
): Promise<z.output<typeof postRevisionsOutput>> {
  await requireReader(ctx, postId)
  const list = { revisionsOf: postId }
  const [before] = cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const { items, end } = await revisionsBehind(ctx.db, postId, { before, limit })
  return { items, nextCursor: end === null ? null : encodeCursor(list, [end]) }
}

/** Throws UNAUTHENTICATED, FORBIDDEN or POST_NOT_FOUND. */
async function requireReader({ db, actor }: Ctx, postId: number): Promise<void> {
  const isModerator = scopesOf(actor).includes('moderation:write')
  const accountId = isModerator ? null : requireAccount(actor)
  const post = await findOwner(db, postId)
  const status = post && statusOf(post.status)
  if (isModerator ? post : post?.account_id === accountId && status !== 'deleted') return
  // Of what cannot be seen nobody else learns that it is there.
  if (status !== 'visible') {
    throw new AppError('POST_NOT_FOUND', {
      fields: [{ pointer: '/postId', message: 'no such post' }],
    })
  }
  throw new AppError('FORBIDDEN', { message: 'Only its author and moderators see what it said' })
}
