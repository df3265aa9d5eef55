import type { Ctx } from '@loadout/core'
import type { Database } from '@loadout/core/db'
import { reviewsContract as contract, voteReview } from '@loadout/core/reviews'
import { type Insertable, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { list, reviewBySomebody } from './reviewing.ts'

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

type Row = Partial<Insertable<Database['review']>>

/** Imported reviews, with these facts; their ids. */
async function seed(rows: readonly Row[]): Promise<readonly number[]> {
  const made = await ctx.db
    .insertInto('review')
    .values(
      rows.map((row) => ({
        product_id: productId,
        rating: 3,
        recommend: true,
        body: 'Fine',
        author_name: 'Ann',
        ...row,
      })),
    )
    .returning('id')
    .execute()
  return made.map(({ id }) => id)
}

const days = (ago: number) => new Date(Date.UTC(2026, 0, 31) - ago * 86_400_000)
const ids = async (input: object = {}) =>
  (await list(ctx, { productId, ...input })).items.map(({ id }) => id)

/** Every page of a list, one after the other. */
async function walk(input: object, between: () => Promise<unknown> = async () => undefined) {
  const seen: number[] = []
  let cursor: string | null | undefined
  do {
    const page = await list(ctx, { productId, limit: 3, ...input, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
    await between()
  } while (cursor !== null)
  return seen
}

describe('reviews.list', () => {
  it('sorts by age, by votes, and by both', async () => {
    const [old, praised, disputed, fresh] = await seed([
      { created_at: days(900), helpful: 3 },
      { created_at: days(400), helpful: 90, unhelpful: 10 },
      { created_at: days(10), helpful: 50, unhelpful: 50 },
      { created_at: days(1) },
    ])
    expect(await ids({ sort: 'newest' })).toEqual([fresh, disputed, praised, old])
    expect(await ids({ sort: 'helpful' })).toEqual([praised, old, disputed, fresh])
    expect(await ids({ sort: 'relevant' })).toEqual([disputed, praised, fresh, old])
    expect(await ids()).toEqual(await ids({ sort: 'relevant' }))
  })

  it('puts many votes before few of the same share', async () => {
    const [few, many] = await seed([{ helpful: 2 }, { helpful: 200 }])
    expect(await ids({ sort: 'helpful' })).toEqual([many, few])
  })

  it('shows visible ones of this product only', async () => {
    const [shown] = await seed([{}, { status: 1 }, { status: 2 }, { status: 3 }])
    const other = await addProduct(ctx)
    await reviewBySomebody(ctx, other)
    for (const sort of contract.REVIEW_SORTS) expect(await ids({ sort })).toEqual([shown])
    expect(await ids({ ratings: [1, 2, 3, 4, 5] })).toEqual([shown])
  })

  it('filters by rating, verification, recommendation and photos', async () => {
    const [one, two, three] = await seed([
      { rating: 1, recommend: false },
      { rating: 2, verified: true },
      { rating: 5, recommend: false, verified: true },
    ])
    const url = 'https://a.example/1.jpg'
    await ctx.db
      .insertInto('review_photo')
      .values({ review_id: three ?? 0, url })
      .execute()
    expect(await ids({ ratings: [1] })).toEqual([one])
    expect(new Set(await ids({ ratings: [1, 5] }))).toEqual(new Set([one, three]))
    expect(new Set(await ids({ verified: true }))).toEqual(new Set([two, three]))
    expect(await ids({ verified: false })).toEqual([one])
    expect(await ids({ recommend: true })).toEqual([two])
    expect(await ids({ withPhotos: true })).toEqual([three])
    expect(await ids({ verified: true, recommend: false, ratings: [5] })).toEqual([three])
    expect(await ids({ verified: true, recommend: false, ratings: [4] })).toEqual([])
  })

  it.each([
    ['CAFE', true],
    ['café crème', true],
    ['creme cafe', true],
    ['rem', true],
    ['cafe tea', false],
    ['100%', true],
    ['1%0', false],
    ['a_c', true],
    ['abc', false],
    ['\\', true],
    ["'; drop table review; --", false],
  ])('finds %s in summary and body: %s', async (text, isFound) => {
    const [id] = await seed([
      { summary: 'Café', body: 'Crème brûlée, 100% a_c \\ o/' },
      { summary: 'Other', body: 'Something else' },
    ])
    expect(await ids({ text })).toEqual(isFound ? [id] : [])
  })

  it.each(contract.REVIEW_SORTS)('walks every page once, by %s, on ties too', async (sort) => {
    const expected = await seed(
      Array.from({ length: 20 }, (_, n) => ({
        created_at: days(n % 3),
        helpful: n % 4,
        rating: 1 + (n % 5),
      })),
    )
    const seen = await walk({ sort })
    expect(seen).toEqual(await ids({ sort, limit: 100 }))
    expect(new Set(seen)).toEqual(new Set(expected))
    expect(seen).toHaveLength(20)
    const filtered = await walk({ sort, ratings: [1, 2] })
    expect(filtered).toEqual(await ids({ sort, ratings: [1, 2], limit: 100 }))
    expect(filtered).toHaveLength(8)
  })

  it('finds its place again to the microsecond', async () => {
    const made = await seed(Array.from({ length: 7 }, () => ({})))
    await sql`
      update review set created_at = timestamptz '2026-01-01' + (id - ${made[0]}) * interval '1 microsecond'
      where product_id = ${productId}
    `.execute(ctx.db)
    expect(await walk({ sort: 'newest' })).toEqual(made.toReversed())
  })

  it.each(contract.REVIEW_SORTS)(
    'misses and repeats nothing while reviews come in, by %s',
    async (sort) => {
      const before = await seed(
        Array.from({ length: 12 }, (_, n) => ({ created_at: days(n), helpful: n % 5 })),
      )
      let inserts = 0
      const seen = await walk({ sort }, async () => {
        inserts += 1
        if (inserts < 6) await seed([{ created_at: days(inserts * 3 - 7), helpful: inserts }])
      })
      expect(new Set(seen).size).toBe(seen.length)
      expect(before.filter((id) => !seen.includes(id))).toEqual([])
    },
  )

  it('repeats a review only when its own votes moved it down', async () => {
    const made = await seed(Array.from({ length: 9 }, (_, n) => ({ helpful: 10 + n })))
    const [moved = 0] = made.slice(-1)
    let isFirst = true
    const seen = await walk({ sort: 'helpful' }, async () => {
      if (!isFirst) return
      isFirst = false
      for (let n = 0; n < 9; n += 1) {
        await voteReview(await asGuest(ctx), { reviewId: moved, value: -1 })
      }
    })
    expect(seen.filter((id) => id === moved)).toHaveLength(2)
    expect(seen.filter((id) => id !== moved)).toEqual(made.slice(0, -1).toReversed())
  })

  it('knows cursors of the same list only', async () => {
    await seed([{}, {}, {}])
    const { nextCursor: cursor } = await list(ctx, { productId, sort: 'newest', limit: 1 })
    expect(cursor).not.toBeNull()
    for (const other of [
      { productId, sort: 'helpful' },
      { productId, sort: 'newest', ratings: [3] },
      { productId: await addProduct(ctx), sort: 'newest' },
    ]) {
      await expect(list(ctx, { ...other, cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
    const next = await list(ctx, { productId, sort: 'newest', limit: 2, cursor })
    expect(next.items).toHaveLength(2)
  })

  it.each([
    ['newest', ['yesterday', 1]],
    ['newest', ['2026-01-01T00:00:00Z', 1]],
    ['newest', [12, 1]],
    ['helpful', ['2026-01-01T00:00:00.000000Z', 1]],
    ['relevant', [1, 0]],
    ['relevant', [1, 3_000_000_000]],
    ['helpful', [1]],
  ])('refuses a forged cursor by %s with %j', async (sort, key) => {
    await seed([{}, {}])
    const { nextCursor } = await list(ctx, { productId, sort, limit: 1 })
    const [fingerprint] = JSON.parse(atob(nextCursor ?? ''))
    const cursor = btoa(JSON.stringify([fingerprint, ...key])).replaceAll('=', '')
    await expect(list(ctx, { productId, sort, cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })

  it('is empty for a product without reviews, and an error for one that cannot be seen', async () => {
    expect(await list(ctx, { productId })).toEqual({ items: [], nextCursor: null })
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const id of [hidden, 2_000_000_000]) {
      await expect(list(ctx, { productId: id })).rejects.toMatchObject({
        code: 'PRODUCT_NOT_FOUND',
      })
    }
  })
})
