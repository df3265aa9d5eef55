import type { Ctx } from '@loadout/core'
import { recountReviews, voteReview } from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import {
  addCharacteristics,
  counted,
  counters,
  meta,
  reviewBySomebody,
  versionOf,
} from './reviewing.ts'

let harness: Harness
let ctx: Ctx
let productId: number
let reviewId: number
let traitId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
  traitId = (await addCharacteristics(ctx, productId, ['Fit']))[0] ?? 0
  const characteristics = [{ id: traitId, value: 4 }]
  reviewId = (await reviewBySomebody(ctx, productId, { characteristics })).id
  await voteReview(await asGuest(ctx), { reviewId, value: 1 })
})

const recount = (options: object = {}) =>
  recountReviews(ctx, { productIds: [productId], ...options })
const NOTHING = { products: 1, reviews: 0, summaries: 0, characteristics: 0, examples: [] }

/** Ways in which counters can be off, and what a recount calls it. */
const DRIFTS = [
  ['a rating', 'summaries', () => sql`update product_summary set rating_4 = 7`],
  ['a recommendation', 'summaries', () => sql`update product_summary set not_recommended = 2`],
  ['a helpful vote', 'reviews', () => sql`update review set helpful = 9`],
  ['an unhelpful vote', 'reviews', () => sql`update review set unhelpful = 9`],
  ['a vote on what is hidden', 'reviews', () => sql`update review set helpful = 9, status = 2`],
  ['a sum', 'characteristics', () => sql`update characteristic set value_sum = 99`],
  ['a count', 'characteristics', () => sql`update characteristic set value_count = 0`],
  ['a summary that is missing', 'summaries', () => sql`delete from product_summary`],
] as const

describe('recountReviews', () => {
  it('finds nothing where nothing is off, and leaves the version alone', async () => {
    const before = await versionOf(ctx, productId)
    expect(await recount()).toEqual(NOTHING)
    expect(await versionOf(ctx, productId)).toBe(before)
  })

  it.each(DRIFTS)('finds %s and puts it right', async (_, counter, spoil) => {
    await spoil().execute(ctx.db)
    const spoilt = await counters(ctx, productId)
    expect(spoilt).not.toEqual(await counted(ctx, productId))
    expect(await recount({ dryRun: true })).toMatchObject({ [counter]: 1 })
    expect(await counters(ctx, productId)).toEqual(spoilt)
    const before = await versionOf(ctx, productId)
    expect(await recount()).toMatchObject({ [counter]: 1 })
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
    expect(await versionOf(ctx, productId)).toBeGreaterThan(before)
    expect(await recount()).toEqual(NOTHING)
  })

  it('keeps votes that were imported', async () => {
    await sql`update review set imported_helpful = 30 where id = ${reviewId}`.execute(ctx.db)
    await recount()
    expect((await counters(ctx, productId)).votes).toEqual([
      { id: reviewId, helpful: 31, unhelpful: 0 },
    ])
  })

  it('fills the counters of products that were imported without any', async () => {
    const first = await addProduct(ctx)
    const last = await addProduct(ctx)
    await sql`insert into characteristic (product_id, name) select ${first}, 'Fit'`.execute(ctx.db)
    await sql`
      insert into review (product_id, rating, recommend, body, author_name, helpful, imported_helpful, status)
      select case when n % 2 = 0 then ${first}::integer else ${last} end, 1 + n % 5, n % 3 = 0, 'Fine', 'Ann',
        case when n % 4 = 0 then n else 0 end, n, case when n % 10 = 0 then 2 else 0 end
      from generate_series(1, 60) as n
    `.execute(ctx.db)
    await sql`
      insert into characteristic_review (characteristic_id, review_id, value)
      select trait.id, review.id, 1 + review.id % 5
      from review join characteristic as trait on trait.product_id = review.product_id
      where review.product_id = ${first}
    `.execute(ctx.db)
    const report = await recountReviews(ctx, { from: first, to: last, afterImport: true })
    expect(report).toMatchObject({ products: 2, reviews: 45, summaries: 2, characteristics: 1 })
    for (const id of [first, last]) {
      expect(await counters(ctx, id)).toEqual(await counted(ctx, id))
    }
    expect((await meta(ctx, first)).characteristics[0]?.count).toBe(24)
    expect(await recountReviews(ctx, { from: first, to: last })).toEqual({
      ...NOTHING,
      products: 2,
    })
  })

  it('looks at every product of a range, and at no other', async () => {
    const others = [await addProduct(ctx), await addProduct(ctx)]
    for (const id of others) await reviewBySomebody(ctx, id)
    await sql`update product_summary set rating_4 = 5`.execute(ctx.db)
    const [from = 0] = others
    expect(await recountReviews(ctx, { from, to: from })).toMatchObject({
      products: 1,
      examples: [from],
    })
    const all = { from: 1, to: 2_147_483_647 }
    expect((await recountReviews(ctx, all)).summaries).toBeGreaterThan(1)
    for (const id of [productId, ...others]) {
      expect(await counters(ctx, id)).toEqual(await counted(ctx, id))
    }
    expect(await recountReviews(ctx, all)).toMatchObject({ summaries: 0, examples: [] })
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(recountReviews({ ...ctx, signal }, { from: 1, to: 9 })).rejects.toThrow('enough')
  })

  it('is right beside people who write at the same time', async () => {
    const guests = await Promise.all(Array.from({ length: 6 }, () => asGuest(ctx)))
    const acts: readonly ((n: number) => Promise<unknown>)[] = [
      (n) => voteReview(guests[n % guests.length] ?? ctx, { reviewId, value: 1 }),
      () => recount({ afterImport: true }),
      () => reviewBySomebody(ctx, productId, { characteristics: [{ id: traitId, value: 2 }] }),
    ]
    const results = await atOnce(24, (n) => acts[n % acts.length]?.(n) ?? recount())
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
  })
})
