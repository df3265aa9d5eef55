import type { Ctx } from '@loadout/core'
import { listStyles } from '@loadout/core/catalog'
import { reviewMeta, setCharacteristics } from '@loadout/core/reviews'
import {
  productPage,
  productPageText,
  productPageVersion,
  storefrontContract,
} from '@loadout/core/storefront'
import { createReviewLabels } from '@loadout/infra'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'
import { seedStore } from './seed-store.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, actor: { kind: 'anonymous' } }
  await seedStore(ctx, { products: 100 })
}, 120_000)
afterAll(() => harness.close())

/** A product of the seeded ones that has everything a page can show. */
const FULL = 7

describe('the page of a product', () => {
  it('has the shape of its contract, with something in every list', async () => {
    const page = await productPage(ctx, { idOrSlug: FULL })
    expect(storefrontContract.productPageOutput.parse(page)).toEqual(page)
    expect(page.product).toMatchObject({ id: FULL, name: 'Product 7', game: null })
    expect(page.styleCount).toBe(2)
    expect(page.defaultStyle?.photos).not.toEqual([])
    expect(page.defaultStyle?.skus).not.toEqual([])
    expect(page.reviews.top).toHaveLength(3)
    expect(page.reviews.top[0]?.photos).not.toEqual([])
    expect(page.reviews.top[0]?.characteristics).not.toEqual([])
    expect(page.questions.top).toHaveLength(3)
    expect(page.questions.top.every(({ answers }) => answers.length === 2)).toBe(true)
    expect(page.related.length).toBeGreaterThan(0)
  })

  it('agrees with the calls that show each part alone', async () => {
    const page = await productPage(ctx, { idOrSlug: FULL })
    expect(page.reviews.summary).toEqual(await reviewMeta(ctx, { productId: FULL }))
    const { items } = await listStyles(ctx, { productId: FULL })
    expect(page.defaultStyle).toEqual(items.find(({ isDefault }) => isDefault))
    expect(page.styleCount).toBe(items.length)
  })

  it('shows a game with what only games have, and one without anything', async () => {
    const id = await addProduct(ctx, { kind: 'game', name: 'Bare', slug: 'bare' })
    const page = await productPage(ctx, { idOrSlug: id })
    expect(storefrontContract.productPageOutput.parse(page)).toEqual(page)
    expect(page).toMatchObject({
      product: { name: 'Bare', game: { companies: [], releases: [] } },
      defaultStyle: null,
      styleCount: 0,
      reviews: { summary: { reviews: 0, average: null }, top: [] },
      questions: { count: 0, top: [] },
      related: [],
    })
  })

  it('leaves out what is held, hidden or deleted', async () => {
    const id = 31
    const before = await productPage(ctx, { idOrSlug: id })
    const [first] = before.reviews.top
    await ctx.db
      .updateTable('review')
      .set({ status: 2 })
      .where('id', '=', first?.id ?? 0)
      .execute()
    const after = await productPage(ctx, { idOrSlug: id })
    expect(after.reviews.top.map((review) => review.id)).not.toContain(first?.id)
  })
})

describe('how a page is asked for', () => {
  it('finds a product by id, by slug, and by a slug of the past', async () => {
    const id = await addProduct(ctx, { slug: 'new-name' })
    await ctx.db.insertInto('slug_history').values({ slug: 'old-name', product_id: id }).execute()
    const found = async (idOrSlug: number | string) => {
      const page = await productPage(ctx, { idOrSlug })
      return [page.product.id, page.product.slug, page.redirectedFrom]
    }
    expect(await found(id)).toEqual([id, 'new-name', null])
    expect(await found('new-name')).toEqual([id, 'new-name', null])
    expect(await found('old-name')).toEqual([id, 'new-name', 'old-name'])
  })

  it('gives a slug to whoever has it now', async () => {
    const past = await addProduct(ctx, { slug: 'moved-away' })
    await ctx.db.insertInto('slug_history').values({ slug: 'shared', product_id: past }).execute()
    const present = await addProduct(ctx, { slug: 'shared' })
    expect((await productPage(ctx, { idOrSlug: 'shared' })).product.id).toBe(present)
  })

  it.each([
    ['an id nobody has', 2_147_483_647],
    ['a slug nobody has', 'nothing-here'],
  ])('says so for %s', async (_, idOrSlug) => {
    await expect(productPage(ctx, { idOrSlug })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      fields: [{ pointer: '/idOrSlug' }],
    })
    expect(await productPageVersion(ctx, { idOrSlug })).toBeNull()
  })

  it('does not show a hidden product', async () => {
    const id = await addProduct(ctx, { status: 'hidden', slug: 'hidden-one' })
    for (const idOrSlug of [id, 'hidden-one']) {
      await expect(productPage(ctx, { idOrSlug })).rejects.toMatchObject({
        code: 'PRODUCT_NOT_FOUND',
      })
    }
  })

  it.each([
    ['zero', 0],
    ['a negative id', -1],
    ['a fraction', 1.5],
    ['more than an id can be', 2_147_483_648],
    ['not a number', Number.NaN],
    ['nothing', ''],
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\ud800'],
    ['a slug of 10,000 letters', 'x'.repeat(10_000)],
    ['no value', undefined],
    ['a list', [1]],
  ])('refuses %s', (_, idOrSlug) => {
    expect(storefrontContract.productPageInput.safeParse({ idOrSlug }).success).toBe(false)
  })
})

describe('the version of a page', () => {
  const version = (idOrSlug: number) => productPageVersion(ctx, { idOrSlug })

  it('comes with the page and stays as long as nothing changes', async () => {
    const { version: withPage } = await productPageText(ctx, { idOrSlug: FULL })
    expect(await version(FULL)).toBe(withPage)
    expect(await version(FULL)).toBe(withPage)
  })

  it.each<readonly [string, (id: number, related: number) => Promise<unknown>]>([
    [
      'the product changes',
      (id) => sql`update product set revision = revision + 1 where id = ${id}`.execute(ctx.db),
    ],
    [
      'something is written about it',
      (id) =>
        sql`update product_summary set version = version + 1 where product_id = ${id}`.execute(
          ctx.db,
        ),
    ],
    [
      'a product changes that it shows as a card',
      (_, related) =>
        sql`update product set revision = revision + 1 where id = ${related}`.execute(ctx.db),
    ],
    [
      'its category asks for other characteristics',
      () => setCharacteristics(harness.ctx, { category: 'Jackets', names: ['Warmth'] }),
    ],
    [
      'somebody reviews a product that it shows as a card',
      (_, related) =>
        sql`update product_summary set version = version + 1 where product_id = ${related}`.execute(
          ctx.db,
        ),
    ],
  ])('moves when %s', async (_, change) => {
    const page = await productPage(ctx, { idOrSlug: FULL })
    const before = await version(FULL)
    await change(FULL, page.related[0]?.id ?? 0)
    expect(await version(FULL)).not.toBe(before)
  })

  it('of an edition moves with its game, and of a game with its editions', async () => {
    const game = await addProduct(ctx, { kind: 'game' })
    const edition = await addProduct(ctx, { kind: 'edition', base_id: game })
    for (const [changed, watched] of [
      [game, edition],
      [edition, game],
    ] as const) {
      const before = await version(watched)
      await sql`update product set revision = revision + 1 where id = ${changed}`.execute(ctx.db)
      expect(await version(watched)).not.toBe(before)
    }
  })

  it('is another one with other labels for reviews', async () => {
    const rules = [{ label: 'Reviewed', percent: 0, reviews: 1 }]
    const other: Ctx = { ...ctx, reviewLabels: createReviewLabels(rules) }
    const before = await productPageText(ctx, { idOrSlug: FULL })
    const after = await productPageText(other, { idOrSlug: FULL })
    const labelOf = (page: { readonly json: string }) =>
      JSON.parse(page.json).reviews.summary.overall.label
    expect([before, after].map(labelOf)).toEqual([null, 'Reviewed'])
    expect(after.version).not.toBe(before.version)
    expect(await productPageVersion(other, { idOrSlug: FULL })).toBe(after.version)
    expect(await version(FULL)).toBe(before.version)
  })

  it('is that of the moment when the page was read', async () => {
    const id = await addProduct(ctx)
    await addStyle(ctx, id)
    const before = await productPageText(ctx, { idOrSlug: id })
    await sql`update product set revision = revision + 1, name = 'Renamed' where id = ${id}`.execute(
      ctx.db,
    )
    const after = await productPageText(ctx, { idOrSlug: id })
    expect(after.version).not.toBe(before.version)
    expect([before.json, after.json].map((text) => text.includes('Renamed'))).toEqual([false, true])
  })
})
