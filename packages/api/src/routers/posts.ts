import {
  postsContract as contract,
  getPost,
  postRevisions,
  postsByAuthor,
} from '@loadout/core/posts'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { postWrites } from './post-writes.ts'

/** What is held or hidden is for its author and for moderators: answers depend on who asks. */
const READ = {
  auth: 'guest',
  rate: 'read',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

export const postsRouter = {
  get: procedure
    .meta({
      rest: 'GET /posts/{postId}',
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
      rest: 'GET /accounts/{accountId}/posts',
      ...READ,
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Posts of one account, latest first.', example: { accountId: 1 } },
    })
    .input(contract.postsByAuthorInput)
    .output(contract.postsByAuthorOutput)
    .query(({ ctx, input }) => postsByAuthor(ctx, input)),

  revisions: procedure
    .meta({
      rest: 'GET /posts/{postId}/revisions',
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

  ...postWrites,
} satisfies TRPCRouterRecord
