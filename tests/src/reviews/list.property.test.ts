import type { Ctx } from '@loadout/core'
import { reviewsContract as contract } from '@loadout/core/reviews'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { list } from './reviewing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** A review of which little is told apart, so that there are many ties. */
const review = fc.record({
  rating: fc.integer({ min: 1, max: 5 }),
  recommend: fc.boolean(),
  verified: fc.boolean(),
  status: fc.constantFrom(0, 0, 0, 1, 2, 3),
  day: fc.nat(3),
  helpful: fc.nat(3),
  unhelpful: fc.nat(2),
  photos: fc.nat(2),
  body: fc.constantFrom('Plain', 'plain as day', 'Über plain', 'A day out'),
})
type Seed = typeof review extends fc.Arbitrary<infer Value> ? Value : never

const filter = fc.record(
  {
    ratings: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    verified: fc.boolean(),
    recommend: fc.boolean(),
    withPhotos: fc.constant(true as const),
    text: fc.constantFrom('plain', 'DAY', 'uber', 'day plain'),
  },
  { requiredKeys: [] },
)
type Filter = typeof filter extends fc.Arbitrary<infer Value> ? Value : never
type Sort = (typeof contract.REVIEW_SORTS)[number]

/** The stored reviews, with what the database ranks them by. */
async function store(productId: number, seeds: readonly Seed[]) {
  const { rows } = await sql<{ id: number; wilson: number; relevance: number }>`
    insert into review (
      product_id, author_name, rating, recommend, verified, status, created_at, helpful, unhelpful, body
    )
    select ${productId}::integer, 'Ann', one.rating, one.recommend, one.verified, one.status,
      timestamptz '2026-01-01' + one.day * interval '1 day', one.helpful, one.unhelpful, one.body
    from json_to_recordset(${JSON.stringify(seeds)}::json) as one(
      rating smallint, recommend boolean, verified boolean, status smallint, day integer,
      helpful integer, unhelpful integer, body text
    )
    returning id, wilson, relevance
  `.execute(ctx.db)
  for (const [index, { id }] of rows.entries()) {
    for (let photo = 0; photo < (seeds[index]?.photos ?? 0); photo += 1) {
      const url = `https://a.example/${photo}.jpg`
      await ctx.db.insertInto('review_photo').values({ review_id: id, url }).execute()
    }
  }
  return rows.map((row, index) => ({ ...row, seed: seeds[index] as Seed }))
}
type Stored = Awaited<ReturnType<typeof store>>[number]

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Whether a review is in the list, in the plainest words. */
function fits({ seed }: Stored, { ratings, verified, recommend, withPhotos, text }: Filter) {
  return (
    seed.status === 0 &&
    (ratings === undefined || ratings.includes(seed.rating)) &&
    (verified === undefined || seed.verified === verified) &&
    (recommend === undefined || seed.recommend === recommend) &&
    (withPhotos === undefined || seed.photos > 0) &&
    (text === undefined || text.split(' ').every((word) => fold(seed.body).includes(fold(word))))
  )
}

const KEYS: Readonly<Record<Sort, (one: Stored) => number>> = {
  newest: ({ seed }) => seed.day,
  helpful: ({ wilson }) => wilson,
  relevant: ({ relevance }) => relevance,
}

function expected(stored: readonly Stored[], wanted: Filter, sort: Sort): readonly number[] {
  const key = KEYS[sort]
  return stored
    .filter((one) => fits(one, wanted))
    .toSorted((a, b) => key(b) - key(a) || b.id - a.id)
    .map(({ id }) => id)
}

/** All pages, each as small as `limit`. */
async function walk(input: object): Promise<readonly number[]> {
  const seen: number[] = []
  let cursor: string | null | undefined
  do {
    const page = await list(ctx, { ...input, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  return seen
}

describe('reviews.list', () => {
  it('is what fits, in its order, in one page or many', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(review, { minLength: 1, maxLength: 25, size: 'max' }),
        fc.array(filter, { minLength: 2, maxLength: 2 }),
        fc.constantFrom(...contract.REVIEW_SORTS),
        fc.integer({ min: 1, max: 7 }),
        async (seeds, filters, sort, limit) => {
          const productId = await addProduct(ctx)
          const stored = await store(productId, seeds)
          for (const wanted of [{}, ...filters]) {
            const input = { productId, sort, ...wanted }
            const whole = await list(ctx, { ...input, limit: 100 })
            expect(whole.items.map(({ id }) => id)).toEqual(expected(stored, wanted, sort))
            expect(await walk({ ...input, limit })).toEqual(whole.items.map(({ id }) => id))
          }
        },
      ),
      { numRuns: 25, seed: 20_261_121 },
    )
  })
})
