import {
  commentsContract as contract,
  createComment,
  editComment,
  removeComment,
  reportComment,
  voteComment,
} from '@loadout/core/comments'
import { communityContract } from '@loadout/core/community'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

const GUEST = { auth: 'guest', rate: 'write', cache: 'private' } as const

export const commentWrites = {
  create: procedure
    .meta({
      rest: 'POST /comments',
      ...GUEST,
      errors: [
        'FORBIDDEN',
        'SUBJECT_NOT_FOUND',
        'PLAYER_PRIVATE',
        'COMMENT_NOT_FOUND',
        'COMMENTS_CLOSED',
        'TOO_DEEP',
        'BLOCKED',
        'MUTED',
      ],
      docs: {
        summary:
          'Comments on a post, product, review, match, player or agent, or answers a comment.',
        example: { subject: { kind: 'post', id: 1 }, body: 'Well played.' },
      },
    })
    .input(contract.createCommentInput)
    .output(contract.createCommentOutput)
    .mutation(({ ctx, input }) => createComment(ctx, input)),

  edit: procedure
    .meta({
      rest: 'PATCH /comments/{commentId}',
      ...GUEST,
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND', 'EDIT_TOO_LATE', 'BLOCKED', 'MUTED'],
      docs: {
        summary: 'Changes a comment of your own for a while after it was written.',
        example: { commentId: 1, body: 'Very well played.' },
      },
    })
    .input(contract.editCommentInput)
    .output(contract.editCommentOutput)
    .mutation(({ ctx, input }) => editComment(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /comments/{commentId}',
      ...GUEST,
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND'],
      docs: {
        summary: 'Takes back a comment of your own; what was answered stays.',
        example: { commentId: 1 },
      },
    })
    .input(contract.removeCommentInput)
    .output(contract.removeCommentOutput)
    .mutation(({ ctx, input }) => removeComment(ctx, input)),

  vote: procedure
    .meta({
      rest: 'PUT /comments/{commentId}/vote',
      ...GUEST,
      // An opinion costs nothing to whoever is somebody else the next time.
      auth: 'user',
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND', 'OWN_CONTENT', 'BLOCKED'],
      docs: {
        summary: 'Likes or dislikes a comment, or takes that back.',
        example: { commentId: 1, value: 1 },
      },
    })
    .input(contract.voteCommentInput)
    .output(contract.voteCommentOutput)
    .mutation(({ ctx, input }) => voteComment(ctx, input)),

  report: procedure
    .meta({
      rest: 'POST /comments/{commentId}/reports',
      ...GUEST,
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND', 'OWN_CONTENT'],
      docs: {
        summary: 'Reports a comment to the moderators.',
        example: { commentId: 1, reason: 'spam' },
      },
    })
    .input(contract.reportCommentInput)
    .output(communityContract.reportOutput)
    .mutation(({ ctx, input }) => reportComment(ctx, input)),
} satisfies TRPCRouterRecord
