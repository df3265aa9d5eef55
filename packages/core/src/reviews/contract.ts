import { z } from 'zod'
import {
  authorInput,
  heldFor,
  photoSchema,
  photoUrl,
  publishedState,
  reportFields,
  reportOutput,
  voteValue,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { MAX_INT4, pageInput, pageOf } from '../pagination.ts'
import { line, text } from '../text.ts'
export const RATINGS = [1, 2, 3, 4, 5] as const

/** The value of one characteristic, 1 to 5. */
export const characteristicValueSchema = z
  .object({ id: z.int(), name: z.string(), value: z.int() })
  .meta({ id: 'CharacteristicValue' })

export const reviewSchema = z
  .object({
    id: z.int(),
    productId: z.int(),
    rating: z.int().describe('1 to 5.'),
    recommend: z.boolean(),
    summary: z.string(),
    body: z.string(),
    author: z.string(),
    verified: z.boolean().describe('The author owned the product when the review was written.'),
    playtimeMinutes: z.int().nullable().describe('Played at the time of the review.'),
    helpful: z.int(),
    unhelpful: z.int(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    response: z
      .object({ body: z.string(), respondedAt: z.iso.datetime().nullable() })
      .nullable()
      .describe('Of the seller or the developer.'),
    photos: z.array(photoSchema),
    characteristics: z.array(characteristicValueSchema),
  })
  .meta({ id: 'Review' })
export type Review = z.output<typeof reviewSchema>

const countSchema = z.object({
  reviews: z.int(),
  recommended: z.int(),
  label: z
    .string()
    .nullable()
    .describe('In words, as the installation says it; null below the number that says anything.'),
})

export const reviewSummarySchema = z
  .object({
    productId: z.int(),
    reviews: z.int(),
    histogram: z
      .object({ 1: z.int(), 2: z.int(), 3: z.int(), 4: z.int(), 5: z.int() })
      .describe('Reviews by rating.'),
    average: z.number().nullable().describe('Mean rating; null without reviews.'),
    score: z
      .number()
      .describe('Bayesian average: ten ratings of 3.5 are added to those there are.'),
    recommended: z.object({ yes: z.int(), no: z.int() }),
    overall: countSchema,
    recent: countSchema.describe('Of the last 30 days.'),
    bombedSince: z.iso
      .datetime()
      .nullable()
      .describe('Reviews are unusually many and unlike those before since then. Excludes nothing.'),
    characteristics: z.array(
      z.object({
        id: z
          .int()
          .nullable()
          .describe('Null: the category asks for it, and no review has answered yet.'),
        name: z.string(),
        count: z.int(),
        average: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReviewSummary' })
export type ReviewSummary = z.output<typeof reviewSummarySchema>

export const REVIEW_SORTS = ['newest', 'helpful', 'relevant'] as const

export const listReviewsInput = z.object({
  productId: rowId,
  sort: z
    .enum(REVIEW_SORTS)
    .default('relevant')
    .describe(
      'helpful: lower bound of the 95 % interval of the helpful votes; relevant: the same, of which half is lost in 180 days.',
    ),
  ratings: z.array(z.int().min(1).max(5)).min(1).max(5).optional(),
  verified: z.boolean().optional(),
  recommend: z.boolean().optional(),
  withPhotos: z.literal(true).optional(),
  text: text(100)
    .optional()
    .describe(
      'Words, the first eight of them, that must all occur in a review; without regard to case and accents.',
    ),
  ...pageInput,
})

export const listReviewsOutput = pageOf(reviewSchema).describe(
  'With long texts a page may be short, with filters that few reviews fit also empty, and still have a cursor. Sorted by votes, a review comes twice only if its votes moved it down meanwhile.',
)

export const reviewMetaInput = z.object({ productId: rowId })

const rated = z.int().min(1).max(5)

/** By id; by name where the product has no such characteristic yet and its category asks for it. */
const characteristicInput = z.union([
  z.strictObject({ id: rowId, value: rated }),
  z.strictObject({ name: text(60), value: rated }),
])
export type CharacteristicInput = z.output<typeof characteristicInput>

const keyOf = (one: CharacteristicInput) => ('id' in one ? one.id : one.name)

const reviewFields = {
  rating: rated,
  recommend: z.boolean(),
  summary: line(200, 0),
  body: text(10_000),
  photos: z.array(photoUrl).max(5),
  characteristics: z
    .array(characteristicInput)
    .max(20)
    .refine((all) => new Set(all.map(keyOf)).size === all.length, 'each may be rated once'),
}

export const createReviewInput = z.object({
  productId: rowId,
  ...reviewFields,
  summary: reviewFields.summary.default(''),
  photos: reviewFields.photos.default([]),
  characteristics: reviewFields.characteristics.default([]),
  author: authorInput,
})

export const createReviewOutput = z.object({ id: z.int(), status: publishedState, heldFor })

export const editReviewInput = z
  .object({ reviewId: rowId, ...z.object(reviewFields).partial().shape })
  .refine((input) => Object.values(input).filter((value) => value !== undefined).length > 1, {
    path: ['body'],
    message: 'say what is to be changed',
  })
  .describe('What is left out stays; photos and characteristics are replaced as a whole.')

const ownStatus = z
  .enum(['visible', 'held', 'hidden', 'deleted'])
  .describe(
    '`held`: waits for a moderator; `hidden`: by moderation; `deleted`: by you or by moderation.',
  )

export const editReviewOutput = z.object({ id: z.int(), status: ownStatus, heldFor })

export const removeReviewInput = z.object({ reviewId: rowId })
export const removeReviewOutput = z.object({ removed: z.literal(true) })

export const myReviewsInput = z.object({ ...pageInput })
export const myReviewsOutput = pageOf(
  reviewSchema.extend({ status: ownStatus }).meta({ id: 'OwnReview' }),
)

export const voteReviewInput = z.object({ reviewId: rowId, value: voteValue })
export const voteReviewOutput = z.object({
  helpful: z.int(),
  unhelpful: z.int(),
  value: voteValue.describe('Your vote now.'),
})

export const reportReviewInput = z.object({ reviewId: rowId, ...reportFields })
export const reportReviewOutput = reportOutput

export const respondInput = z.object({
  reviewId: rowId,
  body: text(5_000).nullable().describe('Null takes the response away.'),
})
export const respondOutput = z.object({ reviewId: z.int(), responded: z.boolean() })

export const setOwnershipInput = z.object({
  accountId: rowId,
  productId: rowId,
  owned: z.boolean().default(true),
  playtimeMinutes: z.int().min(0).max(MAX_INT4).default(0),
})
export const setOwnershipOutput = z.object({ owned: z.boolean() })

export const setCharacteristicsInput = z.object({
  category: text(200),
  names: z
    .array(text(60))
    .max(20)
    .refine((all) => new Set(all).size === all.length, 'each may stand there once')
    .describe('In the order in which they are asked. Products that have some already keep those.'),
})
export const setCharacteristicsOutput = z.object({
  category: z.string(),
  names: z.array(z.string()),
})

export const reviewHistoryInput = z.object({ reviewId: rowId, ...pageInput })
export const reviewHistoryOutput = pageOf(
  z
    .object({
      revision: z.int(),
      rating: z.int(),
      recommend: z.boolean(),
      summary: z.string(),
      body: z.string(),
      photos: z.array(photoSchema),
      characteristics: z.array(characteristicValueSchema),
      replacedAt: z.iso.datetime(),
    })
    .meta({ id: 'ReviewRevision' }),
).describe('What the review said before, latest first.')
