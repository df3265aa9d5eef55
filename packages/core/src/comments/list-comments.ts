import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { viewerOf } from '../subjects/index.ts'
import type { CommentSort, commentListInput, commentListOutput } from './contract.ts'
import { commentsBehind, type ListPosition } from './list-queries.ts'
import { openThread } from './open-thread.ts'

/** Before the first comment of each order. */
const BEGINNING = {
  new: { score: 0, id: MAX_INT4 },
  old: { score: 0, id: 0 },
  top: { score: MAX_INT4, id: MAX_INT4 },
} as const satisfies Record<CommentSort, ListPosition>

const cursorKey = z.tuple([z.int().min(-MAX_INT4).max(MAX_INT4), rowId])

/**
 * One level of comments by keyset cursor, each with how many replies it has and the first of them. By age, whoever
 * pages on sees each comment that was there at the start and stayed once, whatever others write meanwhile. Throws
 * SUBJECT_NOT_FOUND, PLAYER_PRIVATE, COMMENT_NOT_FOUND, BAD_INPUT for a parent under another subject, and BAD_CURSOR.
 */
export async function listComments(
  ctx: Ctx,
  input: z.output<typeof commentListInput>,
): Promise<z.output<typeof commentListOutput>> {
  const { sort, limit, cursor, parentId } = input
  const { subject, threadId, total } = await openThread(ctx, ctx.db, {
    ...input,
    parentId,
    to: 'read',
  })
  const list = { commentsOn: subject, parentId, sort }
  const after = cursor === undefined ? BEGINNING[sort] : positionOf(cursor, list)
  if (threadId === null) return { items: [], nextCursor: null, total }
  const { items, end } = await commentsBehind(ctx.db, sort, {
    branch: parentId ?? -threadId,
    ...{ after, limit },
    replies: input.withReplies,
    viewer: viewerOf(ctx).accountId,
  })
  return { items, nextCursor: end && encodeCursor(list, [end.score, end.id]), total }
}

function positionOf(cursor: string, list: object): ListPosition {
  const [score, id] = decodeCursor(cursor, list, cursorKey)
  return { score, id }
}
