import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { admitText, openCase, shownToAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { requireUnblocked } from '../social/index.ts'
import { type createCommentInput, type createCommentOutput, MAX_DEPTH } from './contract.ts'
import { commentNotFound, openThread } from './open-thread.ts'
import { insertComment, type LockedComment, lockComment } from './row-queries.ts'
import { countAbove, countInThread } from './set-comment-status.ts'
import { tellAnswered } from './tell-answered.ts'
import { ensureThread } from './thread-queries.ts'

/**
 * Comments on something, or answers a comment on it. Throws SUBJECT_NOT_FOUND, PLAYER_PRIVATE, COMMENT_NOT_FOUND,
 * BAD_INPUT for a parent under another subject, COMMENTS_CLOSED under what was taken back or down, TOO_DEEP, BLOCKED
 * when one of those who write here has blocked the other, MUTED and BANNED.
 */
export async function createComment(
  ctx: Ctx,
  { subject, parentId, body }: z.output<typeof createCommentInput>,
): Promise<z.output<typeof createCommentOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const { status, cause } = await admitText(ctx, tx, { accountId, texts: [body] })
    const thread = await openThread(ctx, tx, { subject, parentId, to: 'write' })
    const threadId = thread.threadId ?? (await ensureThread(tx, thread.subject))
    const parent = parentId === undefined ? null : await lockParent(tx, parentId, accountId)
    await requireUnblocked(tx, accountId, [thread.ownerId, parent?.accountId])
    const id = await insertComment(tx, { threadId, parent, accountId, status, body })
    if (cause !== null) await openCase(tx, { kind: 'comment', id }, cause)
    if (status === 'visible') {
      await countNew(tx, threadId, parent)
      await tellAnswered(tx, { id, accountId }, { thread, parent })
    }
    return { id, status: shownToAuthor(status), heldFor: cause }
  })
}

/** Throws COMMENTS_CLOSED when the subject was taken down since it was looked at. */
async function countNew(
  tx: Kysely<Database>,
  threadId: number,
  parent: LockedComment | null,
): Promise<void> {
  await countAbove(tx, { parentId: parent?.id ?? null, wasShown: false, isShown: true })
  if (!(await countInThread(tx, threadId, 1))) throw new AppError('COMMENTS_CLOSED')
}

/** Locks what is answered. Throws COMMENT_NOT_FOUND, COMMENTS_CLOSED or TOO_DEEP. */
async function lockParent(
  tx: Kysely<Database>,
  id: number,
  accountId: number,
): Promise<LockedComment> {
  const parent = await lockComment(tx, id)
  if (parent === undefined) throw commentNotFound('/parentId')
  const isMine = parent.status === 'shadowed' && parent.accountId === accountId
  if (parent.status !== 'visible' && !isMine) {
    if (parent.shown || parent.status === 'deleted') throw new AppError('COMMENTS_CLOSED')
    throw commentNotFound('/parentId')
  }
  if (parent.depth >= MAX_DEPTH) throw new AppError('TOO_DEEP')
  return parent
}
