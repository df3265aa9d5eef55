import {
  commentRevisions,
  commentsByAuthor,
  commentsContract as contract,
  getComment,
  listComments,
} from '@loadout/core/comments'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { commentWrites } from './comment-writes.ts'

/** One's own votes and what one wrote into the shadows: answers depend on who asks. */
const READ = {
  auth: 'guest',
  rate: 'read',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

export const commentsRouter = {
  ...commentWrites,

  list: procedure
    .meta({
      rest: 'GET /comments',
      ...READ,
      errors: [
        'FORBIDDEN',
        'SUBJECT_NOT_FOUND',
        'PLAYER_PRIVATE',
        'COMMENT_NOT_FOUND',
        'BAD_CURSOR',
      ],
      docs: {
        summary: 'One level of the comments on something, each with its first replies.',
        example: { subject: { kind: 'post', id: 1 }, sort: 'top', withReplies: 2 },
      },
    })
    .input(contract.commentListInput)
    .output(contract.commentListOutput)
    .query(({ ctx, input }) => listComments(ctx, input)),

  get: procedure
    .meta({
      rest: 'GET /comments/{commentId}',
      ...READ,
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND'],
      docs: { summary: 'A comment with all that it answers.', example: { commentId: 1 } },
    })
    .input(contract.getCommentInput)
    .output(contract.getCommentOutput)
    .query(({ ctx, input }) => getComment(ctx, input)),

  byAuthor: procedure
    .meta({
      rest: 'GET /accounts/{accountId}/comments',
      ...READ,
      errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND', 'BAD_CURSOR'],
      docs: { summary: 'Comments of one account, latest first.', example: { accountId: 1 } },
    })
    .input(contract.commentsByAuthorInput)
    .output(contract.commentsByAuthorOutput)
    .query(({ ctx, input }) => commentsByAuthor(ctx, input)),

  revisions: procedure
    .meta({
      rest: 'GET /comments/{commentId}/revisions',
      ...READ,
      errors: ['FORBIDDEN', 'COMMENT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'What a comment said before it was edited, for its author and for moderators.',
        example: { commentId: 1 },
      },
    })
    .input(contract.commentRevisionsInput)
    .output(contract.commentRevisionsOutput)
    .query(({ ctx, input }) => commentRevisions(ctx, input)),
} satisfies TRPCRouterRecord
