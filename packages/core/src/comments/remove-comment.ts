import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { commentSubject } from './comment-subject.ts'
import type { removeCommentInput, removeCommentOutput } from './contract.ts'
import { commentNotFound } from './open-thread.ts'
import { lockOwnComment } from './row-queries.ts'

/**
 * Takes back one's own comment, for good: its words are gone, what was answered stays. Removing it again changes
 * nothing. Throws COMMENT_NOT_FOUND, also for somebody else's comment.
 */
export async function removeComment(
  ctx: Ctx,
  { commentId: id }: z.output<typeof removeCommentInput>,
): Promise<z.output<typeof removeCommentOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    if ((await lockOwnComment(tx, { id, accountId })) === undefined) throw commentNotFound()
    await withdraw(tx, commentSubject, { id, author: actorName(ctx.actor) })
    return { removed: true }
  })
}
