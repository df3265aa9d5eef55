import type { Ctx } from '@loadout/core'
import { commentsContract, removeComment, reportComment } from '@loadout/core/comments'
import type { communityContract } from '@loadout/core/community'
import {
  moderationContract as contract,
  moderate,
  moderationLog,
  moderationQueue,
  undoModeration,
} from '@loadout/core/moderation'
import { postsContract, removePost, reportPost } from '@loadout/core/posts'
import { removeText, reportText } from '@loadout/core/questions'
import { removeReview, reportReview, reviewsContract } from '@loadout/core/reviews'
import { asGuest } from '../support/store.ts'

export interface Subject {
  readonly kind: communityContract.SubjectKind
  readonly id: number
}

export const act = (
  ctx: Ctx,
  subject: Subject,
  action: communityContract.ModerationAction,
  reason = 'A test',
) => moderate(ctx, contract.moderateInput.parse({ subject, action, reason }))

export const undo = (ctx: Ctx, actionId: number, reason?: string) =>
  undoModeration(ctx, contract.undoInput.parse({ actionId, reason }))

export const queue = (ctx: Ctx, input: object = {}) =>
  moderationQueue(ctx, contract.moderationQueueInput.parse(input))

export const log = (ctx: Ctx, input: object = {}) =>
  moderationLog(ctx, contract.moderationLogInput.parse(input))

/** What its author does, who is `ctx`. */
export async function takeBack(ctx: Ctx, { kind, id }: Subject) {
  if (kind === 'review') return await removeReview(ctx, { reviewId: id })
  if (kind === 'post') return await removePost(ctx, { postId: id })
  if (kind === 'comment') return await removeComment(ctx, { commentId: id })
  return await removeText(ctx, { subject: { kind, id } })
}

/** A report by somebody new. */
export async function report(ctx: Ctx, subject: Subject, over: object = {}) {
  const guest = await asGuest(ctx)
  const { kind, id } = subject
  if (kind === 'review') {
    const input = reviewsContract.reportReviewInput.parse({ reviewId: id, ...over })
    return await reportReview(guest, input)
  }
  if (kind === 'post') {
    return await reportPost(guest, postsContract.reportPostInput.parse({ postId: id, ...over }))
  }
  if (kind === 'comment') {
    const input = commentsContract.reportCommentInput.parse({ commentId: id, ...over })
    return await reportComment(guest, input)
  }
  return await reportText(guest, { subject: { kind, id }, reason: 'other', ...over })
}
