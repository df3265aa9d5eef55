import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { autoHide, type communityContract, fileReport } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { commentSubject } from './comment-subject.ts'
import type { reportCommentInput } from './contract.ts'
import { lockOthersComment } from './lock-others-comment.ts'

/**
 * Reports a comment to the moderators, once per account; many reports hide it until one of them has looked. Throws
 * COMMENT_NOT_FOUND or OWN_CONTENT.
 */
export async function reportComment(
  ctx: Ctx,
  { commentId: id, reason, note }: z.output<typeof reportCommentInput>,
): Promise<z.output<typeof communityContract.reportOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    await lockOthersComment(ctx, tx, id)
    const subject = { kind: 'comment', id } as const
    const { isNew, hide } = await fileReport(ctx, tx, { subject, accountId, reason, note })
    if (hide) await autoHide(tx, commentSubject, id)
    return { reported: true, isNew }
  })
}
