import type { z } from 'zod'
import { voteComment } from '../comments/index.ts'
import type { SubjectKind } from '../community/contract.ts'
import type { Ctx } from '../context.ts'
import { reactToPost, votePost } from '../posts/index.ts'
import { voteOnText } from '../questions/index.ts'
import { voteReview } from '../reviews/index.ts'
import type { ReactionKind, setReactionInput, setReactionOutput, setVoteInput } from './contract.ts'

type Value = z.output<typeof setVoteInput>['value']
type VoteSetter = (
  ctx: Ctx,
  vote: { readonly id: number; readonly value: Value },
) => Promise<{ readonly for: number; readonly against: number }>

const onText =
  (kind: 'question' | 'answer'): VoteSetter =>
  async (ctx, { id, value }) => {
    // The contract refuses votes against these.
    const { helpful } = await voteOnText(ctx, { subject: { kind, id }, value: value === 1 ? 1 : 0 })
    return { for: helpful, against: 0 }
  }

/** Which verb takes a vote on which kind of text. */
export const VOTE_SETTERS = {
  async review(ctx, { id, value }) {
    const { helpful, unhelpful } = await voteReview(ctx, { reviewId: id, value })
    return { for: helpful, against: unhelpful }
  },
  question: onText('question'),
  answer: onText('answer'),
  async comment(ctx, { id, value }) {
    const { likes, dislikes } = await voteComment(ctx, { commentId: id, value })
    return { for: likes, against: dislikes }
  },
  async post(ctx, { id, value }) {
    const { likes, dislikes } = await votePost(ctx, { postId: id, value })
    return { for: likes, against: dislikes }
  },
} as const satisfies Record<SubjectKind, VoteSetter>

type Reaction = Pick<z.output<typeof setReactionInput>, 'emoji' | 'on'> & { readonly id: number }
type ReactionSetter = (
  ctx: Ctx,
  reaction: Reaction,
) => Promise<Readonly<z.output<typeof setReactionOutput>>>

/** The same for reactions. */
export const REACTION_SETTERS = {
  post: (ctx, { id, emoji, on }) => reactToPost(ctx, { postId: id, emoji, on }),
} as const satisfies Record<ReactionKind, ReactionSetter>
