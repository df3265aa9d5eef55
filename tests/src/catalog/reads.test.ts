import type { Ctx } from '@loadout/core'
import {
  catalogContract,
  curateRelated,
  getProduct,
  listProducts,
  listRelated,
  listStyles,
  priceHistory,
} from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
/** The same, called by anybody: reads need no right. */
let anybody: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  anybody = { ...ctx, actor: { kind: 'anonymous' } }
})
afterAll(() => harness.close())

const list = (input: object) => listProducts(anybody, catalogContract.listInput.parse(input))

/** Ids of all pages, and how many pages there were. */
async function walk(input: object, between: () => Promise<unknown> = async () => {}) {
  const ids: number[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await list({ ...input, cursor })
    ids.push(...page.items.map(({ id }) => id))
    pages += 1
    cursor = page.nextCursor ?? undefined
    await between()
  } while (cursor !== undefined)
  return { ids, pages }
}

describe('one product', () => {
  it.each(['product', 'styles', 'related', 'price history'])(
    'that is hidden or not there has no %s',
    async (what) => {
      const hidden = await addProduct(ctx, { status: 'hidden' })
      for (const productId of [hidden, 999_999_999]) {
        const read = {
          product: () => getProduct(anybody, { idOrSlug: productId }),
          styles: () => listStyles(anybody, { productId }),
          related: () => listRelated(anybody, { productId, limit: 5 }),
          'price history': () => priceHistory(anybody, { productId, limit: 5 }),
        }[what]
        await expect(read?.()).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' })
      }
    },
  )

  it('is found by its slug in any script', async () => {
    const id = await addProduct(ctx, { slug: 'ダークソウル-3' })
    const { idOrSlug } = catalogContract.productInput.parse({ idOrSlug: 'ダークソウル-3' })
    expect((await getProduct(anybody, { idOrSlug })).id).toBe(id)
  })

  it('is found by its id as a text', async () => {
    const id = await addProduct(ctx)
    const { idOrSlug } = catalogContract.productInput.parse({ idOrSlug: String(id) })
    expect((await getProduct(anybody, { idOrSlug })).id).toBe(id)
  })

  it('has its styles by id, whichever is the default one', async () => {
    const productId = await addProduct(ctx)
    const first = await addStyle(ctx, productId, { isDefault: false, quantities: [1] })
    const second = await addStyle(ctx, productId, { quantities: [2, 3] })
    const { items } = await listStyles(anybody, { productId })
    expect(items.map(({ id }) => id)).toEqual([first.styleId, second.styleId])
    expect(items[1]?.skus.map(({ id }) => id)).toEqual(second.skuIds)
    expect((await listStyles(anybody, { productId: await addProduct(ctx) })).items).toEqual([])
  })
})

describe('what goes with a product', () => {
  it('is what people chose, then what was computed, each once, as cards', async () => {
    const productId = await addProduct(ctx)
    const others: number[] = []
    for (let n = 0; n < 6; n += 1) others.push(await addProduct(ctx, { name: `Other ${n}` }))
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = others
    await curateRelated(ctx, { productId, relatedIds: [c, a] })
    await ctx.db
      .insertInto('related_product')
      .values([c, a, f].map((related_id) => ({ product_id: productId, related_id })))
      .execute()
    await ctx.db
      .insertInto('computed_related')
      .values(
        [a, b, d, e].map((related_id, position) => {
          return { product_id: productId, position, related_id, score: 1 }
        }),
      )
      .execute()
    await ctx.db.updateTable('product').set({ status: 'hidden' }).where('id', '=', d).execute()
    const { items } = await listRelated(anybody, { productId, limit: 12 })
    expect(items.map(({ id }) => id)).toEqual([c, a, f, b, e])
    expect(catalogContract.relatedOutput.parse({ items })).toEqual({ items })
    const short = await listRelated(anybody, { productId, limit: 2 })
    expect(short.items.map(({ id }) => id)).toEqual([c, a])
  })
})

describe('a list of products', () => {
  it('walks through all of them once, in either order', async () => {
    const category = 'walk'
    const made: number[] = []
    for (let n = 0; n < 7; n += 1) {
      // Three of the same moment: then the id decides.
      const created_at = new Date(Date.UTC(2026, 0, n < 3 ? 1 : 10 - n))
      made.push(await addProduct(ctx, { category, created_at }))
    }
    const byId = await walk({ category, limit: 3 })
    expect(byId).toEqual({ ids: made.toSorted((x, y) => x - y), pages: 3 })
    const [a = 0, b = 0, c = 0, ...later] = made
    const newest = await walk({ category, order: 'newest', limit: 2 })
    expect(newest).toEqual({ ids: [...later, c, b, a], pages: 4 })
    expect(await walk({ category, limit: 7 })).toEqual({ ids: made, pages: 1 })
  })

  it.each(['id', 'newest'])('by %s neither moves nor doubles while rows come in', async (order) => {
    const category = `moving ${order}`
    const before: number[] = []
    for (let n = 0; n < 9; n += 1) before.push(await addProduct(ctx, { category }))
    const { ids } = await walk({ category, order, limit: 2 }, () => addProduct(ctx, { category }))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => before.includes(id)).toSorted((x, y) => x - y)).toEqual(before)
    // What is newer than the first page comes before it, so a walk from there does not meet it.
    if (order === 'newest') expect(ids).toEqual(before.toReversed())
  })

  it('keeps to its filters, all at once', async () => {
    const base = await addProduct(ctx, { kind: 'game' })
    const right = {
      ...({ kind: 'dlc', category: 'filtered', base_id: base } as const),
      genres: ['RPG', 'Action'],
      platforms: ['PS5'],
    }
    const id = await addProduct(ctx, right)
    await addProduct(ctx, { ...right, kind: 'edition' })
    await addProduct(ctx, { ...right, category: 'other' })
    await addProduct(ctx, { ...right, genres: ['Rpg'] })
    await addProduct(ctx, { ...right, platforms: [] })
    await addProduct(ctx, { ...right, base_id: null })
    await addProduct(ctx, { ...right, status: 'hidden' })
    const filters = {
      kind: 'dlc',
      category: 'filtered',
      genre: 'RPG',
      platform: 'PS5',
      baseId: base,
    }
    expect((await walk(filters)).ids).toEqual([id])
    expect((await walk({ ...filters, platform: 'PS4' })).ids).toEqual([])
  })

  it('does not take the cursor of another list', async () => {
    const category = 'cursor'
    for (let n = 0; n < 3; n += 1) await addProduct(ctx, { category })
    const { nextCursor } = await list({ category, limit: 1 })
    const key = btoa(JSON.stringify(['x', 1, 1]))
    for (const input of [
      { category: 'other', cursor: nextCursor },
      { category, order: 'newest', cursor: nextCursor },
      { category, cursor: `${nextCursor}x` },
      { category, cursor: key },
      { category, cursor: '%%%' },
    ]) {
      await expect(list(input)).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
  })

  it('takes a forged place and finds nothing or something, never trouble', async () => {
    const { nextCursor } = await list({ order: 'newest', limit: 1 })
    const [fingerprint] = JSON.parse(atob(nextCursor ?? ''))
    for (const created of ['0001-01-01', '2020-02-29', '9999-12-31']) {
      const place = [fingerprint, 2_147_483_647, `${created}T00:00:00.000001Z`]
      const cursor = btoa(JSON.stringify(place)).replaceAll('=', '')
      expect((await list({ order: 'newest', limit: 1, cursor })).items.length).toBeLessThanOrEqual(
        1,
      )
    }
    for (const created of [null, 0, '', 'infinity', '2021-02-29T00:00:00.000001Z']) {
      const cursor = btoa(JSON.stringify([fingerprint, 1, created])).replaceAll('=', '')
      const page = list({ order: 'newest', limit: 1, cursor })
      await expect(page).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
  })
})

describe('the history of prices', () => {
  it('is read from the end, page by page, per style and currency', async () => {
    const productId = await addProduct(ctx)
    const { styleId } = await addStyle(ctx, productId)
    await sql`
      insert into price_history (product_id, style_id, currency, amount, sale_amount)
      select ${productId}, case when n % 3 = 0 then ${styleId}::integer end,
        case when n % 2 = 0 then 'USD' else 'EUR' end, nullif(n, 1), case when n = 5 then 4 end
      from generate_series(1, 12) as n
    `.execute(ctx.db)
    const read = (input: object) =>
      priceHistory(anybody, catalogContract.priceHistoryInput.parse({ productId, ...input }))
    const first = await read({ limit: 3 })
    expect(catalogContract.priceHistoryOutput.parse(first)).toEqual(first)
    expect(first.items.map(({ amount }) => amount)).toEqual([11, 10, 8])
    const { items } = await read({ cursor: first.nextCursor })
    expect(items.map(({ amount }) => amount)).toEqual([7, 5, 4, 2, null])
    expect(items[1]).toMatchObject({ currency: 'EUR', amount: 5, saleAmount: 4 })
    const ofStyle = await read({ styleId, currency: 'USD' })
    expect(ofStyle.items.map(({ amount }) => amount)).toEqual([12, 6])
    expect(ofStyle.nextCursor).toBeNull()
  })
})
