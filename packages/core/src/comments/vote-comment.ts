import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { setVote } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireUnblocked } from '../social/index.ts'
import type { voteCommentInput, voteCommentOutput } from './contract.ts'
import { lockOthersComment } from './lock-others-comment.ts'
import { addToVotes } from './row-queries.ts'

/**
 * Makes `value` one's vote on a comment, once per account; idempotent. Throws COMMENT_NOT_FOUND, OWN_CONTENT, and
 * BLOCKED for a vote that is not taken back.
 */
export async function voteComment(
  ctx: Ctx,
  { commentId: id, value }: z.output<typeof voteCommentInput>,
): Promise<z.output<typeof voteCommentOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const comment = await lockOthersComment(ctx, tx, id)
    if (value !== 0) await requireUnblocked(tx, accountId, [comment.accountId])
    const delta = await setVote(tx, { subject: { kind: 'comment', id }, accountId, value })
    const likes = comment.likes + delta.helpful
    const dislikes = comment.dislikes + delta.unhelpful
    if (delta.helpful !== 0 || delta.unhelpful !== 0) {
      await addToVotes(tx, id, { likes: delta.helpful, dislikes: delta.unhelpful })
    }
    return { likes, dislikes, score: likes - dislikes, myVote: value }
  })
}
