import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { viewerOf } from '../subjects/index.ts'
import type { getCommentInput, getCommentOutput } from './contract.ts'
import { commentNotFound } from './open-thread.ts'
import { findComment } from './read-queries.ts'

/**
 * A comment with all that it answers, for a link to it. Throws COMMENT_NOT_FOUND, also where its subject cannot be
 * seen.
 */
export async function getComment(
  ctx: Ctx,
  { commentId }: z.output<typeof getCommentInput>,
): Promise<z.output<typeof getCommentOutput>> {
  const found = await findComment(ctx.db, commentId, viewerOf(ctx))
  if (found === undefined) throw commentNotFound()
  return found
}
