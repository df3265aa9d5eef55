import type { Ctx } from '@loadout/core'
import { recountQuestions } from '@loadout/core/questions'
import { recountReviews } from '@loadout/core/reviews'
import { productPageVersion } from '@loadout/core/storefront'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { createShop, HEADERS, importText, outcome, outcomeOf, rowsOf } from './importing.ts'

const PRODUCTS = 40

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(PRODUCTS)
  ctx = harness.ctx
})
afterAll(() => harness.close())

const ALL = { from: 1, to: 2_147_483_647, dryRun: true }

/** Nothing is off, by the recounts that run at night. */
async function expectNoDrift(): Promise<void> {
  expect(await recountReviews(ctx, ALL)).toMatchObject({
    products: PRODUCTS,
    reviews: 0,
    summaries: 0,
    characteristics: 0,
  })
  const { off } = await recountQuestions(ctx, ALL)
  expect(off).toEqual({ questions: 0, answers: 0, products: 0 })
}

const review = (
  id: number,
  change: Partial<Record<'product' | 'rating' | 'recommend' | 'reported', unknown>> = {},
) => {
  const {
    product = (id % PRODUCTS) + 1,
    rating = (id % 5) + 1,
    recommend = id % 3 > 0,
    reported = id % 7 === 0,
  } = change
  return `${id},${product},${rating},2021-03-04,Fine,Body,${recommend},${reported},me,me@example.com,,${id % 4}`
}
const many = (count: number, line: (id: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index + 1))

describe('counters', () => {
  it('count the reviews that are shown, as they come in', async () => {
    const run = await importText(ctx, [HEADERS.reviews, ...many(500, (id) => review(id))])
    expect(run.inserted).toBe(500)
    const [summary] = await ctx.db
      .selectFrom('product_summary')
      .selectAll()
      .where('product_id', '=', 2)
      .execute()
    const shown = Array.from({ length: 500 }, (_, index) => index + 1).filter(
      (id) => (id % PRODUCTS) + 1 === 2 && id % 7 > 0,
    )
    const { rating_1, rating_2, rating_3, rating_4, rating_5 } = summary ?? {}
    const counted = [rating_1, rating_2, rating_3, rating_4, rating_5].map(Number)
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(shown.length)
    expect(summary?.recommended).toBe(shown.filter((id) => id % 3 > 0).length)
    await expectNoDrift()
  })

  it('count the ratings of characteristics, of reviews that are shown', async () => {
    const names = ['Fit', 'Comfort']
    await importText(ctx, [
      HEADERS.characteristics,
      ...many(PRODUCTS * 2, (id) => `${id},${Math.ceil(id / 2)},${names[id % 2]}`),
    ])
    const lines = many(1_000, (id) => {
      const reviewId = Math.ceil(id / 2)
      const product = (reviewId % PRODUCTS) + 1
      return `${id},${product * 2 - (id % 2)},${reviewId},${(id % 5) + 1}`
    })
    const run = await importText(ctx, [HEADERS.characteristicReviews, ...lines])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 1_000 }))
    const fit = await rowsOf(ctx, 'characteristic', ['value_count'])
    expect(fit.every(({ value_count }) => Number(value_count) > 5)).toBe(true)
    await expectNoDrift()
  })

  it('count questions and answers', async () => {
    const question = (id: number) =>
      `${id},${(id % PRODUCTS) + 1},Why?,1600000000000,me,me@example.com,${id % 6 === 0},${id}`
    await importText(ctx, [HEADERS.questions, ...many(200, question)])
    await expectNoDrift()
    const answer = (id: number) =>
      `${id},${(id % 90) + 1},Because,1600000000000,Seller,me@example.com,${id % 8 === 0},${id}`
    await importText(ctx, [HEADERS.answers, ...many(400, answer)])
    const [first] = await rowsOf(ctx, 'question', ['answers'])
    expect(Number(first?.answers)).toBeGreaterThan(0)
    await expectNoDrift()
  })

  it('count anew what has changed or moved', async () => {
    const run = await importText(ctx, [
      HEADERS.reviews,
      review(1, { rating: 5 }),
      review(2, { product: 9 }),
      review(3, { recommend: false }),
      review(4),
      review(501, { product: 9 }),
    ])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 1, updated: 2, unchanged: 2 }))
    await expectNoDrift()
    await importText(ctx, [HEADERS.characteristicReviews, '1,3,1,5', '1001,6,2,1'])
    await importText(ctx, [HEADERS.questions, '1,7,Why?,1600000000000,me,me@example.com,false,1'])
    await importText(ctx, [HEADERS.answers, '1,50,Because,1600000000000,x,me@example.com,false,1'])
    await expectNoDrift()
  })

  it('begin with what is there already', async () => {
    await ctx.db
      .insertInto('review')
      .values({ product_id: 40, rating: 3, recommend: true, body: 'x', author_name: 'y' })
      .execute()
    await recountReviews(ctx, { productIds: [40] })
    await importText(ctx, [
      HEADERS.reviews,
      review(600, { product: 40 }),
      review(602, { product: 40 }),
    ])
    await expectNoDrift()
  })
})

describe('the version of a page', () => {
  const version = () => productPageVersion(ctx, { idOrSlug: 3 })

  it('moves with an import that changes something, and with no other', async () => {
    const before = await version()
    const lines = [HEADERS.features, '1,1,Fabric,Canvas']
    await importText(ctx, lines)
    const after = await version()
    expect(after).not.toBe(before)
    await importText(ctx, lines)
    expect(await version()).toBe(after)
    await importText(ctx, [HEADERS.features, '1,1,Fabric,Brass'], { dryRun: true })
    expect(await version()).toBe(after)
    await importText(ctx, [HEADERS.features, '1,1,Fabric,Brass'])
    expect(await version()).not.toBe(after)
  })

  it('moves with each part of a file, for the rest may not come', async () => {
    const before = await version()
    const stop = new AbortController()
    const run = await importText(
      { ...ctx, signal: stop.signal },
      [HEADERS.features, ...many(300, (id) => `${1_000 + id},3,Fabric,Tin`)],
      { name: 'stopped.csv', batchRows: 50, onProgress: () => stop.abort() },
    )
    expect(run.state).toBe('stopped')
    expect(run.inserted).toBeGreaterThan(0)
    expect(await version()).not.toBe(before)
  })
})
