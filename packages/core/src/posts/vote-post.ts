import { requireAccount } from '../actor.ts'
import { touchPost } from '../changes/index.ts'
import { type NewVote, setVote } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireUnblocked } from '../social/index.ts'
import { lockOthersPost } from './lock-seen-post.ts'
import { addToPost } from './post-queries.ts'

/**
 * Makes `value` one's vote on a post, 0 takes it back; the same value again changes nothing. Returns the votes
 * it has now. Throws POST_NOT_FOUND unless it is shown, OWN_CONTENT, and BLOCKED for a vote that is not taken back.
 */
export async function votePost(
  ctx: Ctx,
  { postId: id, value }: { readonly postId: number; readonly value: NewVote['value'] },
): Promise<{ readonly likes: number; readonly dislikes: number }> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const post = await lockOthersPost(tx, { id, accountId, pointer: '/subject/id' })
    if (value !== 0) await requireUnblocked(tx, accountId, [post.accountId])
    const delta = await setVote(tx, { subject: { kind: 'post', id }, accountId, value })
    const [likes, dislikes] = [delta.helpful, delta.unhelpful]
    if (likes !== 0 || dislikes !== 0) {
      await addToPost(tx, id, { likes, dislikes })
      await touchPost(tx, id)
    }
    return { likes: post.likes + likes, dislikes: post.dislikes + dislikes }
  })
}
