import {
  respond,
  reviewHistory,
  reviewsContract,
  setCharacteristics,
  setOwnership,
} from '@loadout/core/reviews'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

/** What the shop and its moderators do with reviews. */
export const reviewStaff = {
  respond: procedure
    .meta({
      rest: 'PUT /reviews/{reviewId}/response',
      auth: 'staff:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND'],
      docs: {
        summary: 'Says something to a review in the name of the shop, or takes it back.',
        example: { reviewId: 1, body: 'Thank you! The next patch mends that.' },
      },
    })
    .input(reviewsContract.respondInput)
    .output(reviewsContract.respondOutput)
    .mutation(({ ctx, input }) => respond(ctx, input)),

  setOwnership: procedure
    .meta({
      rest: 'PUT /products/{productId}/owners/{accountId}',
      auth: 'staff:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN', 'NOT_FOUND'],
      docs: {
        summary: 'Writes down who owns what and how long it was played.',
        example: { accountId: 1, productId: 1, playtimeMinutes: 3_600 },
      },
    })
    .input(reviewsContract.setOwnershipInput)
    .output(reviewsContract.setOwnershipOutput)
    .mutation(({ ctx, input }) => setOwnership(ctx, input)),

  setCharacteristics: procedure
    .meta({
      rest: 'PUT /characteristics/{category}',
      auth: 'catalog:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Says what reviews of a category are asked about.',
        example: { category: 'Shoes', names: ['Size', 'Width', 'Comfort', 'Quality'] },
      },
    })
    .input(reviewsContract.setCharacteristicsInput)
    .output(reviewsContract.setCharacteristicsOutput)
    .mutation(({ ctx, input }) => setCharacteristics(ctx, input)),

  history: procedure
    .meta({
      rest: 'GET /reviews/{reviewId}/history',
      auth: 'moderation:write',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN', 'REVIEW_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'What a review said before it was edited.',
        example: { reviewId: 1 },
      },
    })
    .input(reviewsContract.reviewHistoryInput)
    .output(reviewsContract.reviewHistoryOutput)
    .query(({ ctx, input }) => reviewHistory(ctx, input)),
} satisfies TRPCRouterRecord
