import type { Ctx } from '@loadout/core'
import { reviewsContract as contract, type LabelRule } from '@loadout/core/reviews'
import { createReviewLabels } from '@loadout/infra'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { addCharacteristics, meta, reviewBySomebody } from './reviewing.ts'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

/** So many counters as if that many had reviewed it, all long ago. */
async function counts(recommended: number, notRecommended: number): Promise<void> {
  await ctx.db.deleteFrom('product_summary').where('product_id', '=', productId).execute()
  await ctx.db
    .insertInto('product_summary')
    .values({
      product_id: productId,
      rating_5: recommended,
      rating_1: notRecommended,
      recommended,
      not_recommended: notRecommended,
    })
    .execute()
}

describe('reviews.meta', () => {
  it('is all zeros, and the score of nobody, before the first review', async () => {
    const summary = await meta(ctx, productId)
    expect(summary).toEqual({
      productId,
      reviews: 0,
      histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      average: null,
      score: 3.5,
      recommended: { yes: 0, no: 0 },
      overall: { reviews: 0, recommended: 0, label: null },
      recent: { reviews: 0, recommended: 0, label: null },
      bombedSince: null,
      characteristics: [],
    })
    expect(contract.reviewSummarySchema.parse(summary)).toEqual(summary)
  })

  it('adds up what there is', async () => {
    const [fit = 0, length = 0] = await addCharacteristics(ctx, productId, ['Fit', 'Length'])
    for (const rating of [1, 4, 5, 5]) {
      const characteristics = [{ id: fit, value: rating }]
      await reviewBySomebody(ctx, productId, { rating, recommend: rating > 3, characteristics })
    }
    const summary = await meta(ctx, productId)
    expect(summary).toMatchObject({
      reviews: 4,
      histogram: { 1: 1, 2: 0, 3: 0, 4: 1, 5: 2 },
      average: 3.75,
      recommended: { yes: 3, no: 1 },
      overall: { reviews: 4, recommended: 3, label: null },
      recent: { reviews: 4, recommended: 3, label: null },
      characteristics: [
        { id: fit, name: 'Fit', count: 4, average: 3.75 },
        { id: length, name: 'Length', count: 0, average: null },
      ],
    })
    expect(summary.score).toBeCloseTo((35 + 15) / 14, 5)
    expect(contract.reviewSummarySchema.parse(summary)).toEqual(summary)
  })

  it('counts as recent what is of the last thirty days', async () => {
    for (const ago of ['1 hour', '29 days', '31 days 1 hour', '2 years']) {
      const { id } = await reviewBySomebody(ctx, productId)
      await sql`update review set created_at = now() - ${ago}::interval where id = ${id}`.execute(
        ctx.db,
      )
    }
    const { recent, overall } = await meta(ctx, productId)
    expect([recent.reviews, overall.reviews]).toEqual([2, 4])
  })

  it.each([
    [9, 0, null],
    [10, 0, 'Positive'],
    [49, 0, 'Positive'],
    [50, 0, 'Very Positive'],
    [499, 0, 'Very Positive'],
    [500, 0, 'Overwhelmingly Positive'],
    [475, 25, 'Overwhelmingly Positive'],
    [474, 26, 'Very Positive'],
    [40, 10, 'Very Positive'],
    [8, 2, 'Positive'],
    [79, 21, 'Mostly Positive'],
    [7, 3, 'Mostly Positive'],
    [69, 31, 'Mixed'],
    [4, 6, 'Mixed'],
    [39, 61, 'Mostly Negative'],
    [2, 8, 'Mostly Negative'],
    [1, 9, 'Negative'],
    [9, 41, 'Very Negative'],
    [99, 401, 'Overwhelmingly Negative'],
    [0, 1_000_000, 'Overwhelmingly Negative'],
    [100_000_000, 0, 'Overwhelmingly Positive'],
  ])('of %i for and %i against says %s', async (yes, no, label) => {
    await counts(yes, no)
    expect((await meta(ctx, productId)).overall).toEqual({
      reviews: yes + no,
      recommended: yes,
      label,
    })
  })

  it('has the labels of the installation, the first that fits', async () => {
    await counts(7, 3)
    await reviewBySomebody(ctx, productId)
    const labelled = async (...rules: readonly LabelRule[]) => {
      const reviewLabels = createReviewLabels(rules)
      const { overall, recent } = await meta({ ...ctx, reviewLabels }, productId)
      return [overall.label, recent.label]
    }
    const some = { label: 'Somewhat “good”', percent: 70, reviews: 10 }
    const any = { label: 'Any', percent: 0, reviews: 1 }
    expect(await labelled(some, any)).toEqual([some.label, 'Any'])
    expect(await labelled({ ...some, percent: 73 }, any)).toEqual(['Any', 'Any'])
    expect(await labelled({ ...some, reviews: 12 })).toEqual([null, null])
    expect(await labelled()).toEqual([null, null])
  })

  it('says since when reviews are unlike those before', async () => {
    await counts(1, 0)
    const since = new Date('2026-01-02T03:04:05.678Z')
    await ctx.db
      .updateTable('product_summary')
      .set({ bombed_since: since })
      .where('product_id', '=', productId)
      .execute()
    expect((await meta(ctx, productId)).bombedSince).toBe(since.toISOString())
  })

  it('is an error for a product that cannot be seen', async () => {
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const id of [hidden, 2_000_000_000]) {
      await expect(meta(ctx, id)).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' })
    }
  })
})
