import { requireAccount } from '../actor.ts'
import { type communityContract, setReaction } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireUnblocked } from '../social/index.ts'
import { lockSeenPost } from './lock-seen-post.ts'
import { findReactions, type Reactions } from './read-queries.ts'

/**
 * Has one react to a post with an emoji or no longer so; idempotent. One's own post, too. Returns the reactions
 * it has now, and one's own. Throws POST_NOT_FOUND unless it is shown, and BLOCKED for what is not taken back.
 */
export async function reactToPost(
  ctx: Ctx,
  reaction: {
    readonly postId: number
    readonly emoji: communityContract.Emoji
    readonly on: boolean
  },
): Promise<Reactions> {
  const accountId = requireAccount(ctx.actor)
  const { postId: id, emoji, on } = reaction
  return await transact(ctx.db, async (tx) => {
    const post = await lockSeenPost(tx, { id, accountId, pointer: '/subject/id' })
    if (on) await requireUnblocked(tx, accountId, [post.accountId])
    await setReaction(tx, { subject: { kind: 'post', id }, accountId, emoji, on })
    return await findReactions(tx, id, accountId)
  })
}
