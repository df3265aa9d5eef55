import type { Ctx } from '@loadout/core'
import { watchReviews } from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { meta, versionOf } from './reviewing.ts'

const NOW = new Date('2026-06-01T12:00:00Z')

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, clock: { now: () => NOW } }
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`delete from review`.execute(ctx.db)
  await sql`delete from product_summary`.execute(ctx.db)
  productId = await addProduct(ctx)
  await ctx.db.insertInto('product_summary').values({ product_id: productId }).execute()
})

/** So many reviews of one rating, spread over the days from `from` to `to` ago. */
async function reviews(
  count: number,
  rating: number,
  { from, to }: { readonly from: number; readonly to: number },
  written: 'here' | 'elsewhere' = 'here',
): Promise<void> {
  await sql`
    with people as (
      insert into account (kind) select 'guest' from generate_series(1, ${count}::integer) returning id
    )
    insert into review (product_id, account_id, rating, recommend, body, author_name, created_at)
    select ${productId}, case when ${written === 'here'}::boolean then id end, ${rating}, ${rating > 2}, 'Fine', 'Ann',
      ${NOW}::timestamptz - (${from}::float8 + ${to - from}::float8 * row_number() over () / ${count + 1})
        * interval '1 day'
    from people
  `.execute(ctx.db)
}

const LAST_WEEK = { from: 0, to: 7 }
const BEFORE = { from: 7, to: 97 }
const flag = async () => (await meta(ctx, productId)).bombedSince

describe('reviews.watch', () => {
  it('marks a product that is suddenly reviewed, and otherwise than before', async () => {
    await reviews(90, 5, BEFORE)
    await reviews(60, 1, LAST_WEEK)
    const before = await versionOf(ctx, productId)
    expect(await watchReviews(ctx)).toEqual({ watched: 1, marked: 1, cleared: 0 })
    expect(await flag()).toBe(NOW.toISOString())
    expect(await versionOf(ctx, productId)).toBe(before + 1)
    expect(await watchReviews(ctx)).toEqual({ watched: 1, marked: 0, cleared: 0 })
    expect(await versionOf(ctx, productId)).toBe(before + 1)
  })

  it('excludes nothing', async () => {
    await reviews(90, 5, BEFORE)
    await reviews(60, 1, LAST_WEEK)
    const { rows } = await sql`select from review where status = 0`.execute(ctx.db)
    await watchReviews(ctx)
    const after = await sql`select from review where status = 0`.execute(ctx.db)
    expect(after.rows.length).toBe(rows.length)
  })

  it('takes the mark away when the days are calm again', async () => {
    await reviews(90, 5, BEFORE)
    await reviews(60, 1, LAST_WEEK)
    await watchReviews(ctx)
    const later = { ...ctx, clock: { now: () => new Date(NOW.getTime() + 30 * 86_400_000) } }
    expect(await watchReviews(later)).toEqual({ watched: 1, marked: 0, cleared: 1 })
    expect(await flag()).toBeNull()
    expect(await watchReviews(later)).toEqual({ watched: 0, marked: 0, cleared: 0 })
  })

  it.each([
    ['as many as ever', 90, 5, 7, 1],
    ['many of the same mind', 90, 5, 80, 5],
    ['few', 40, 5, 20, 1],
    ['a release, with nothing before it', 0, 5, 500, 1],
  ])('says nothing of %s', async (_, before, ratingBefore, recent, rating) => {
    await reviews(before, ratingBefore, BEFORE)
    await reviews(recent, rating, LAST_WEEK)
    expect((await watchReviews(ctx)).marked).toBe(0)
  })

  it('sees praise that comes in too fast as well', async () => {
    await reviews(90, 2, BEFORE)
    await reviews(60, 5, LAST_WEEK)
    expect((await watchReviews(ctx)).marked).toBe(1)
  })

  it('takes an import for what it is', async () => {
    await reviews(90, 5, BEFORE, 'elsewhere')
    await reviews(60, 1, LAST_WEEK, 'elsewhere')
    expect(await watchReviews(ctx)).toEqual({ watched: 0, marked: 0, cleared: 0 })
  })
})
