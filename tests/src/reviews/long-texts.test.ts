import type { Ctx } from '@loadout/core'
import { reviewsContract as contract } from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { list } from './reviewing.ts'

/** Of one page, as JSON. */
const MAX_BYTES = 500_000
const REVIEWS = 80

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  productId = await addReviews(sql`repeat('é"', 5000)`)
})
afterAll(() => harness.close())

/** Reviews with ties in every order; every third has one star. */
async function addReviews(body: ReturnType<typeof sql>): Promise<number> {
  const product = await addProduct(ctx)
  await sql`
    insert into review (product_id, rating, recommend, author_name, body, helpful, created_at)
    select ${product}::integer, case when n % 3 = 0 then 1 else 5 end, true, 'Ann', ${body},
      n % 4, timestamptz '2026-01-01' + n % 5 * interval '1 day'
    from generate_series(1, ${REVIEWS}::integer) as n
  `.execute(harness.infra.db)
  return product
}

async function walk(input: object) {
  const pages: (readonly { readonly id: number }[])[] = []
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...input, cursor })
    pages.push(page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return pages
}

const ids = (page: readonly { readonly id: number }[]) => page.map(({ id }) => id)

describe('a page of reviews with long texts', () => {
  it.each(contract.REVIEW_SORTS)('ends early, and the next goes on there, by %s', async (sort) => {
    const pages = await walk({ productId, sort, limit: 100 })
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) {
      expect(page.length).toBeGreaterThan(0)
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(MAX_BYTES)
    }
    const inSmallOnes = await walk({ productId, sort, limit: 7 })
    expect(inSmallOnes).toHaveLength(12)
    expect(ids(pages.flat())).toEqual(ids(inSmallOnes.flat()))
    expect(new Set(ids(pages.flat())).size).toBe(REVIEWS)
  })

  it.each([
    ['rating', { ratings: [1] }, Math.floor(REVIEWS / 3)],
    ['text', { text: 'E"E' }, REVIEWS],
  ])('does so with a filter by %s', async (_, filter, number) => {
    const pages = await walk({ productId, sort: 'helpful', limit: 100, ...filter })
    for (const page of pages) {
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(MAX_BYTES)
    }
    expect(pages.length).toBeGreaterThan(1)
    expect(new Set(ids(pages.flat())).size).toBe(number)
    expect(pages.flat()).toHaveLength(number)
  })
})

describe('a page of reviews with ordinary texts', () => {
  it('has as many as are asked for', async () => {
    const product = await addReviews(sql`repeat('Fine. ', 800)`)
    for (const filter of [{}, { ratings: [1, 5] }]) {
      const { items, nextCursor } = await list(ctx, { productId: product, limit: 100, ...filter })
      expect(items).toHaveLength(REVIEWS)
      expect(nextCursor).toBeNull()
      const full = await list(ctx, { productId: product, limit: REVIEWS, ...filter })
      expect([full.items.length, full.nextCursor]).toEqual([REVIEWS, null])
    }
  })
})

describe('the words that are looked for', () => {
  let product: number
  beforeAll(async () => {
    product = await addReviews(sql`'One two three four five six seven eight 100% ' || n`)
  })

  const number = async (text: string) =>
    (await list(ctx, { productId: product, text, limit: 100 })).items.length

  it.each([
    ['one one ONE one one one one one one nothing', 0],
    ['one two three four five six seven eight nothing', REVIEWS],
    ['nothing one two three four five six seven eight', 0],
    ['one two three four five six seven nothing', 0],
    ['％', REVIEWS],
    ['1％0', 0],
    ['™', REVIEWS],
  ])('are eight different ones, none of them a pattern: %s', async (text, expected) => {
    expect(await number(text)).toBe(expected)
  })
})
