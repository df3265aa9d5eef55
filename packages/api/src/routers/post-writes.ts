import { communityContract } from '@loadout/core/community'
import {
  postsContract as contract,
  createPost,
  editPost,
  removePost,
  reportPost,
} from '@loadout/core/posts'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const WRITE = {
  auth: 'guest',
  rate: 'write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

export const postWrites = {
  create: procedure
    .meta({
      rest: 'POST /posts',
      ...WRITE,
      errors: ['FORBIDDEN', 'SUBJECT_NOT_FOUND', 'MUTED'],
      docs: {
        summary: 'Writes a post, in Markdown.',
        example: {
          title: 'Split is back',
          content: 'And so is **attack side**.',
          tags: ['maps'],
        },
      },
    })
    .input(contract.createPostInput)
    .output(contract.createPostOutput)
    .mutation(({ ctx, input }) => createPost(ctx, input)),

  edit: procedure
    .meta({
      rest: 'PATCH /posts/{postId}',
      ...WRITE,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND', 'CONFLICT', 'MUTED'],
      docs: {
        summary: 'Changes your own post; what it said is kept.',
        example: { postId: 1, title: 'Split is back, again', expectedRevision: 1 },
      },
    })
    .input(contract.editPostInput)
    .output(contract.editPostOutput)
    .mutation(({ ctx, input }) => editPost(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /posts/{postId}',
      ...WRITE,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND'],
      docs: { summary: 'Takes your own post away, for good.', example: { postId: 1 } },
    })
    .input(contract.removePostInput)
    .output(contract.removePostOutput)
    .mutation(({ ctx, input }) => removePost(ctx, input)),

  report: procedure
    .meta({
      rest: 'POST /posts/{postId}/reports',
      ...WRITE,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND', 'OWN_CONTENT'],
      docs: {
        summary: 'Reports a post to the moderators.',
        example: { postId: 1, reason: 'spam' },
      },
    })
    .input(contract.reportPostInput)
    .output(communityContract.reportOutput)
    .mutation(({ ctx, input }) => reportPost(ctx, input)),
} satisfies TRPCRouterRecord
