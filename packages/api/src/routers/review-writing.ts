import {
  createReview,
  editReview,
  myReviews,
  removeReview,
  reportReview,
  reviewsContract,
  voteReview,
} from '@loadout/core/reviews'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const OWN_WRITE = {
  auth: 'guest',
  rate: 'write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>
/** What visitors do with reviews. */
export const reviewWriting = {
  mine: procedure
    .meta({
      rest: 'GET /reviews/mine',
      auth: 'guest',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Your own reviews, also those that are not shown.', example: {} },
    })
    .input(reviewsContract.myReviewsInput.prefault({}))
    .output(reviewsContract.myReviewsOutput)
    .query(({ ctx, input }) => myReviews(ctx, input)),

  create: procedure
    .meta({
      rest: 'POST /products/{productId}/reviews',
      ...OWN_WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'REVIEW_DUPLICATE', 'MUTED'],
      docs: {
        summary: 'Reviews a product, once a person.',
        example: {
          productId: 1,
          rating: 5,
          recommend: true,
          summary: 'Hard to put down',
          body: 'Sixty hours in, and the side quests are still better than most main ones.',
          characteristics: [{ name: 'Quality', value: 5 }],
          author: { name: 'Hazel' },
        },
      },
    })
    .input(reviewsContract.createReviewInput)
    .output(reviewsContract.createReviewOutput)
    .mutation(({ ctx, input }) => createReview(ctx, input)),

  edit: procedure
    .meta({
      rest: 'PATCH /reviews/{reviewId}',
      ...OWN_WRITE,
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND', 'MUTED'],
      docs: {
        summary: 'Changes your own review; moderators see what it said before.',
        example: { reviewId: 1, rating: 4 },
      },
    })
    .input(reviewsContract.editReviewInput)
    .output(reviewsContract.editReviewOutput)
    .mutation(({ ctx, input }) => editReview(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /reviews/{reviewId}',
      ...OWN_WRITE,
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND'],
      docs: {
        summary: 'Takes your own review away; editing it brings it back.',
        example: { reviewId: 1 },
      },
    })
    .input(reviewsContract.removeReviewInput)
    .output(reviewsContract.removeReviewOutput)
    .mutation(({ ctx, input }) => removeReview(ctx, input)),

  vote: procedure
    .meta({
      rest: 'PUT /reviews/{reviewId}/vote',
      ...OWN_WRITE,
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND', 'OWN_CONTENT', 'BLOCKED'],
      docs: {
        summary: 'Says whether a review helped: 1 yes, -1 no, 0 takes it back.',
        example: { reviewId: 1, value: 1 },
      },
    })
    .input(reviewsContract.voteReviewInput)
    .output(reviewsContract.voteReviewOutput)
    .mutation(({ ctx, input }) => voteReview(ctx, input)),

  report: procedure
    .meta({
      rest: 'POST /reviews/{reviewId}/reports',
      ...OWN_WRITE,
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND', 'OWN_CONTENT'],
      docs: {
        summary: 'Reports a review to the moderators.',
        example: { reviewId: 1, reason: 'spam' },
      },
    })
    .input(reviewsContract.reportReviewInput)
    .output(reviewsContract.reportReviewOutput)
    .mutation(({ ctx, input }) => reportReview(ctx, input)),
} satisfies TRPCRouterRecord
