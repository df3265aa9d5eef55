import { communityContract } from '@loadout/core/community'
import {
  postsContract as contract,
  createPost,
  editPost,
  getPost,
  postRevisions,
  postsByAuthor,
  removePost,
  reportPost,
} from '@loadout/core/posts'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

/** What is held or hidden is for its author and for moderators: answers depend on who asks. */
const READ = {
  auth: 'guest',
  rate: 'read',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>
const WRITE = {
  auth: 'guest',
  rate: 'write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

export const postsRouter = {
  get: procedure
    .meta({
      ...READ,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND'],
      docs: {
        summary: 'A post, as Markdown and as HTML that is safe to show, with its reactions.',
        example: { postId: 1 },
      },
    })
    .input(contract.getPostInput)
    .output(contract.postSchema)
    .query(({ ctx, input }) => getPost(ctx, input)),

  byAuthor: procedure
    .meta({
      ...READ,
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Posts of one account, latest first.', example: { accountId: 1 } },
    })
    .input(contract.postsByAuthorInput)
    .output(contract.postsByAuthorOutput)
    .query(({ ctx, input }) => postsByAuthor(ctx, input)),

  revisions: procedure
    .meta({
      ...READ,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'What a post said before it was edited, for its author and for moderators.',
        example: { postId: 1 },
      },
    })
    .input(contract.postRevisionsInput)
    .output(contract.postRevisionsOutput)
    .query(({ ctx, input }) => postRevisions(ctx, input)),

  create: procedure
    .meta({
      ...WRITE,
      errors: ['FORBIDDEN', 'SUBJECT_NOT_FOUND', 'MUTED', 'BANNED'],
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
      ...WRITE,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND', 'CONFLICT', 'MUTED', 'BANNED'],
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
      ...WRITE,
      errors: ['FORBIDDEN', 'POST_NOT_FOUND'],
      docs: { summary: 'Takes your own post away, for good.', example: { postId: 1 } },
    })
    .input(contract.removePostInput)
    .output(contract.removePostOutput)
    .mutation(({ ctx, input }) => removePost(ctx, input)),

  report: procedure
    .meta({
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
