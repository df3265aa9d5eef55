import { listReviews, reviewMeta, reviewsContract } from '@loadout/core/reviews'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { reviewStaff } from './review-staff.ts'
import { reviewWriting } from './review-writing.ts'

const READ = {
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 10 },
} as const satisfies Partial<ProcedureMeta>

export const reviewsRouter = {
  ...reviewWriting,
  ...reviewStaff,

  list: procedure
    .meta({
      rest: 'GET /products/{productId}/reviews',
      ...READ,
      errors: ['PRODUCT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'Reviews of a product by relevance, votes or age, also filtered or searched.',
        example: { productId: 1, sort: 'helpful', ratings: [4, 5], limit: 20 },
      },
    })
    .input(reviewsContract.listReviewsInput)
    .output(reviewsContract.listReviewsOutput)
    .query(({ ctx, input }) => listReviews(ctx, input)),

  meta: procedure
    .meta({
      rest: 'GET /products/{productId}/reviews/meta',
      ...READ,
      errors: ['PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'What the reviews of a product come to: ratings, score, labels, characteristics.',
        example: { productId: 1 },
      },
    })
    .input(reviewsContract.reviewMetaInput)
    .output(reviewsContract.reviewSummarySchema)
    .query(({ ctx, input }) => reviewMeta(ctx, input)),
} satisfies TRPCRouterRecord
