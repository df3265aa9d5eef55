import type { Ctx } from '@loadout/core'
import {
  catalogContract,
  curateRelated,
  getProduct,
  listProducts,
  listRelated,
} from '@loadout/core/catalog'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drawn } from '../support/drawn.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

const SEED = 20_261_160

let harness: Harness
let ctx: Ctx

interface Stored {
  readonly id: number
  readonly kind: string
  readonly status: string
  readonly category: string
  readonly genres: readonly string[]
  readonly platforms: readonly string[]
  readonly base_id: number | null
  readonly created: number
}
/** All there is, read without the code under test. */
let all: readonly Stored[]

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await sql`
    insert into product (id, kind, status, slug, name, category, genres, platforms, base_id, created_at)
    select n, (array['game', 'dlc', 'merch'])[1 + n % 3], case when n % 11 = 0 then 'hidden' else 'active' end,
      's' || n || '-x', 'Product ' || n, 'C' || n % 3,
      array(select 'G' || g from generate_series(0, 3) as g where (n + g) % 4 < 2),
      array['P' || n % 2], case when n > 100 then 1 + n % 2 end,
      timestamptz '2026-01-01' + n * 7919 % 50 * interval '1 millisecond' + n % 2 * interval '1 microsecond'
    from generate_series(1, 160) as n
  `.execute(ctx.db)
  const { rows } = await sql<Stored>`
    select id, kind, status, category, genres, platforms, base_id,
      (extract(epoch from created_at) * 1000000)::bigint as created
    from product
  `.execute(ctx.db)
  all = rows
})
afterAll(() => harness.close())

const filters = fc.record(
  {
    kind: fc.constantFrom('game', 'dlc', 'merch', 'bundle'),
    category: fc.constantFrom('C0', 'C1', 'c1', 'no such'),
    genre: fc.constantFrom('G0', 'G3', 'no such'),
    platform: fc.constantFrom('P0', 'P1', 'no such'),
    baseId: fc.constantFrom(1, 2, 3),
    order: fc.constantFrom('id', 'newest'),
  },
  { requiredKeys: [] },
)
type Filters = Drawn<typeof filters>

/** The same list by plain sorting and filtering. */
function expected({ kind, category, genre, platform, baseId, order }: Filters): readonly number[] {
  const found = all.filter(
    (one) =>
      one.status === 'active' &&
      [kind ?? one.kind, category ?? one.category].join() === [one.kind, one.category].join() &&
      (genre === undefined || one.genres.includes(genre)) &&
      (platform === undefined || one.platforms.includes(platform)) &&
      (baseId === undefined || one.base_id === baseId),
  )
  const newest = (a: Stored, b: Stored) => b.created - a.created || b.id - a.id
  return found.toSorted(order === 'newest' ? newest : (a, b) => a.id - b.id).map(({ id }) => id)
}

async function walk(input: Filters, limit: number) {
  const ids: number[] = []
  const sizes: number[] = []
  let cursor: string | undefined
  do {
    const page = await listProducts(
      ctx,
      catalogContract.listInput.parse({ ...input, limit, cursor }),
    )
    ids.push(...page.items.map(({ id }) => id))
    sizes.push(page.items.length)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { ids, sizes }
}

describe('a list with any filters, in pages of any size', () => {
  it('is what plain filtering and sorting gives, in full pages', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 100 }), async (input, limit) => {
        const { ids, sizes } = await walk(input, limit)
        expect(ids).toEqual(expected(input))
        expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => limit))
        expect(sizes.length).toBe(Math.max(1, Math.ceil(ids.length / limit)))
      }),
      { numRuns: 40, seed: SEED },
    )
  })

  it('tells of each product what its own page tells', async () => {
    const { items } = await listProducts(ctx, catalogContract.listInput.parse({ limit: 20 }))
    for (const card of items) {
      expect(await getProduct(ctx, { idOrSlug: card.id })).toMatchObject(card)
    }
  })
})

describe('what goes with a product, however it was chosen', () => {
  it('is each product once, chosen ones first, in their order, hidden ones never', async () => {
    const productId = await addProduct(ctx)
    const ids = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 })
    const isShown = (id: number) => all.find((one) => one.id === id)?.status === 'active'
    await fc.assert(
      fc.asyncProperty(
        ids,
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (chosen, computed, limit) => {
          await curateRelated(ctx, { productId, relatedIds: chosen })
          await ctx.db.deleteFrom('computed_related').where('product_id', '=', productId).execute()
          for (const [position, related_id] of computed.entries()) {
            const row = { product_id: productId, position, related_id, score: 1 }
            await ctx.db.insertInto('computed_related').values(row).execute()
          }
          const { items } = await listRelated(ctx, { productId, limit })
          const all = [...new Set([...chosen, ...computed])].filter(isShown)
          expect(items.map(({ id }) => id)).toEqual(all.slice(0, limit))
        },
      ),
      { numRuns: 20, seed: SEED + 1 },
    )
  })
})

describe('the picture of a card', () => {
  const imageOf = async (id: number) => (await getProduct(ctx, { idOrSlug: id })).image
  const medium = (product_id: number, kind: 'image' | 'screenshot' | 'trailer', position: number) =>
    ctx.db
      .insertInto('product_media')
      .values({ product_id, kind, position, url: `https://cdn.test/${kind}-${position}` })
      .execute()

  it('is the first one of the product that is no trailer', async () => {
    const productId = await addProduct(ctx)
    expect(await imageOf(productId)).toBeNull()
    await medium(productId, 'trailer', 0)
    expect(await imageOf(productId)).toBeNull()
    await medium(productId, 'image', 2)
    await medium(productId, 'screenshot', 1)
    expect(await imageOf(productId)).toBe('https://cdn.test/screenshot-1')
  })

  it('is that of the default style, else that of the first style with one', async () => {
    const productId = await addProduct(ctx)
    const photo = async (style_id: number, name: string) =>
      ctx.db
        .insertInto('style_photo')
        .values({ style_id, url: `https://cdn.test/${name}`, thumbnail_url: null })
        .execute()
    const first = await addStyle(ctx, productId, { isDefault: false })
    await photo(first.styleId, 'first')
    expect(await imageOf(productId)).toBe('https://cdn.test/first')
    const second = await addStyle(ctx, productId)
    expect(await imageOf(productId)).toBe('https://cdn.test/first')
    await photo(second.styleId, 'default')
    expect(await imageOf(productId)).toBe('https://cdn.test/default')
  })
})

describe('the rating of a card', () => {
  const counts = fc.tuple(...Array.from({ length: 5 }, () => fc.nat(1_000)))

  it('is the mean of its stars, and the mean with ten more of 3.5', async () => {
    const productId = await addProduct(ctx)
    await fc.assert(
      fc.asyncProperty(counts, async (stars) => {
        await ctx.db.deleteFrom('product_summary').where('product_id', '=', productId).execute()
        const [rating_1 = 0, rating_2 = 0, rating_3 = 0, rating_4 = 0, rating_5 = 0] = stars
        await ctx.db
          .insertInto('product_summary')
          .values({ product_id: productId, rating_1, rating_2, rating_3, rating_4, rating_5 })
          .execute()
        const { rating } = await getProduct(ctx, { idOrSlug: productId })
        const reviews = stars.reduce((sum, count) => sum + count, 0)
        const total = stars.reduce((sum, count, index) => sum + count * (index + 1), 0)
        expect(rating.reviews).toBe(reviews)
        expect(rating.average).toBe(reviews === 0 ? null : total / reviews)
        expect(rating.score).toBeCloseTo((35 + total) / (10 + reviews), 5)
      }),
      { numRuns: 20, seed: SEED + 2 },
    )
  })
})
