import { z } from 'zod'
import { shownToAuthor, statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { rowId } from '../ids.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { viewerOf } from '../subjects/index.ts'
import type { commentsByAuthorInput, commentsByAuthorOutput } from './contract.ts'
import { accountExists, commentsOf } from './read-queries.ts'

/**
 * What an account has commented on, latest first: what the caller can see of it, or all of one's own that was not
 * taken back. Throws ACCOUNT_NOT_FOUND and BAD_CURSOR.
 */
export async function commentsByAuthor(
  ctx: Ctx,
  { accountId: authorId, limit, cursor }: z.output<typeof commentsByAuthorInput>,
): Promise<z.output<typeof commentsByAuthorOutput>> {
  const list = { commentsBy: authorId }
  const [before] = cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const { items, end } = await commentsOf(ctx.db, viewerOf(ctx), { authorId, before, limit })
  if (items.length === 0 && end === null && !(await accountExists(ctx.db, authorId))) {
    throw new AppError('ACCOUNT_NOT_FOUND', {
      fields: [{ pointer: '/accountId', message: 'no such account' }],
    })
  }
  return {
    items: items.map(({ status, ...comment }) => ({
      ...comment,
      status: shownToAuthor(statusOf(status)),
    })),
    nextCursor: end === null ? null : encodeCursor(list, [end]),
  }
}
