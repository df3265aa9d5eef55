import type { Ctx } from '@loadout/core'
import {
  reviewsContract as contract,
  createReview,
  editReview,
  listReviews,
  reviewMeta,
} from '@loadout/core/reviews'
import { asGuest } from '../support/store.ts'

/** What a visitor writes; whatever the test does not care about is made up. */
export function review(ctx: Ctx, productId: number, over: object = {}) {
  const input = {
    productId,
    rating: 4,
    recommend: true,
    summary: 'Well made',
    body: 'Does what it should and looks good while it does it.',
    author: { name: 'Kim', email: 'kim@example.com' },
    ...over,
  }
  return createReview(ctx, contract.createReviewInput.parse(input))
}

/** A review by somebody new; the id and who wrote it. */
export async function reviewBySomebody(ctx: Ctx, productId: number, over: object = {}) {
  const guest = await asGuest(ctx)
  return { ...(await review(guest, productId, over)), guest }
}

export const edit = (ctx: Ctx, input: object) =>
  editReview(ctx, contract.editReviewInput.parse(input))

export const list = (ctx: Ctx, input: object) =>
  listReviews(ctx, contract.listReviewsInput.parse(input))

export const meta = (ctx: Ctx, productId: number) => reviewMeta(ctx, { productId })

/** What a product's counters should be, counted in JavaScript from the rows there are. */
export async function counted({ db }: Pick<Ctx, 'db'>, productId: number) {
  const reviews = await db
    .selectFrom('review')
    .select(['id', 'rating', 'recommend', 'status', 'helpful', 'unhelpful', 'imported_helpful'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  const shown = reviews.filter(({ status }) => status === 0)
  const rated = await db
    .selectFrom('characteristic_review')
    .innerJoin('review', 'review.id', 'characteristic_review.review_id')
    .select(['characteristic_id as id', 'value'])
    .where('review.product_id', '=', productId)
    .where('review.status', '=', 0)
    .execute()
  const votes = await db
    .selectFrom('vote')
    .innerJoin('review', 'review.id', 'vote.subject_id')
    .select(['review.id', 'vote.value'])
    .where('vote.subject_kind', '=', 1)
    .where('review.product_id', '=', productId)
    .execute()
  const traits = await db
    .selectFrom('characteristic')
    .select('id')
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  const number = <Row>(rows: readonly Row[], test: (row: Row) => boolean) =>
    rows.filter(test).length
  return {
    ratings: [1, 2, 3, 4, 5].map((rating) => number(shown, (one) => one.rating === rating)),
    recommended: number(shown, (one) => one.recommend),
    notRecommended: number(shown, (one) => !one.recommend),
    characteristics: traits.map(({ id }) => {
      const values = rated.filter((one) => one.id === id).map(({ value }) => value)
      return { id, sum: values.reduce((sum, value) => sum + value, 0), count: values.length }
    }),
    votes: reviews.map(({ id, imported_helpful }) => ({
      id,
      helpful: imported_helpful + number(votes, (one) => one.id === id && one.value === 1),
      unhelpful: number(votes, (one) => one.id === id && one.value === -1),
    })),
  }
}

/** What they are, in the same shape. */
export async function counters({ db }: Pick<Ctx, 'db'>, productId: number) {
  const summary = await db
    .selectFrom('product_summary')
    .selectAll()
    .where('product_id', '=', productId)
    .executeTakeFirst()
  const traits = await db
    .selectFrom('characteristic')
    .select(['id', 'value_sum as sum', 'value_count as count'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  const votes = await db
    .selectFrom('review')
    .select(['id', 'helpful', 'unhelpful'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  return {
    ratings: [
      summary?.rating_1 ?? 0,
      summary?.rating_2 ?? 0,
      summary?.rating_3 ?? 0,
      summary?.rating_4 ?? 0,
      summary?.rating_5 ?? 0,
    ],
    recommended: summary?.recommended ?? 0,
    notRecommended: summary?.not_recommended ?? 0,
    characteristics: traits,
    votes,
  }
}

export async function versionOf({ db }: Pick<Ctx, 'db'>, productId: number): Promise<number> {
  const row = await db
    .selectFrom('product_summary')
    .select('version')
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** Characteristics of the product, in the order of the names; their ids. */
export async function addCharacteristics(
  { db }: Pick<Ctx, 'db'>,
  productId: number,
  names: readonly string[],
): Promise<readonly number[]> {
  const rows = await db
    .insertInto('characteristic')
    .values(names.map((name) => ({ product_id: productId, name })))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
