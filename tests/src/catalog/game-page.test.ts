import type { Ctx } from '@loadout/core'
import { catalogContract, getProduct, listProducts } from '@loadout/core/catalog'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

async function pageOf(id: number) {
  const { game } = await getProduct(ctx, { idOrSlug: id })
  if (game === null) throw new Error('is no game')
  return game
}

describe('a game and its parts', () => {
  it('know each other, editions and bundles apart from the rest', async () => {
    const base_id = await addProduct(ctx, { kind: 'game', name: 'Base' })
    const dlc = await addProduct(ctx, { kind: 'dlc', base_id, price: 499 })
    const gold = await addProduct(ctx, { kind: 'edition', base_id })
    const shirt = await addProduct(ctx, { kind: 'merch', base_id })
    const bundle = await addProduct(ctx, { kind: 'bundle', base_id })
    const page = await pageOf(base_id)
    expect(page.addOns.map(({ id }) => id)).toEqual([dlc, shirt])
    expect(page.editions.map(({ id }) => id)).toEqual([gold, bundle])
    expect(page.base).toBeNull()
    expect(page.addOns[0]?.price).toEqual({ currency: 'USD', amount: 499, saleAmount: null })
    const part = await pageOf(dlc)
    expect(part.base).toMatchObject({ id: base_id, name: 'Base' })
    expect([part.addOns, part.editions]).toEqual([[], []])
    expect((await getProduct(ctx, { idOrSlug: shirt })).game).toBeNull()
  })

  it('hide what is hidden, on both sides', async () => {
    const base_id = await addProduct(ctx, { kind: 'game', status: 'hidden' })
    const dlc = await addProduct(ctx, { kind: 'dlc', base_id })
    expect((await pageOf(dlc)).base).toBeNull()
    await ctx.db
      .updateTable('product')
      .set({ status: 'active' })
      .where('id', '=', base_id)
      .execute()
    await ctx.db.updateTable('product').set({ status: 'hidden' }).where('id', '=', dlc).execute()
    expect((await pageOf(base_id)).addOns).toEqual([])
  })

  it('are shown up to a bound, and all in the list', async () => {
    const base_id = await addProduct(ctx, { kind: 'game' })
    const count = catalogContract.MAX_PARTS + 5
    await sql`
      insert into product (kind, slug, name, base_id)
      select kind, kind || '-of-many-' || n, 'Part', ${base_id}
      from unnest(array['dlc', 'edition']) as kind, generate_series(1, ${count}::integer) as n
    `.execute(ctx.db)
    const page = await pageOf(base_id)
    expect(page.addOns).toHaveLength(catalogContract.MAX_PARTS)
    expect(page.editions).toHaveLength(catalogContract.MAX_PARTS)
    const ids = page.addOns.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    const first = await listProducts(
      ctx,
      catalogContract.listInput.parse({ baseId: base_id, kind: 'dlc', limit: 100 }),
    )
    const rest = await listProducts(
      ctx,
      catalogContract.listInput.parse({
        ...{ baseId: base_id, kind: 'dlc', limit: 100, cursor: first.nextCursor },
      }),
    )
    expect(first.items.length + rest.items.length).toBe(count)
  })

  it('lose their game and stay when it is gone', async () => {
    const base_id = await addProduct(ctx, { kind: 'game' })
    const dlc = await addProduct(ctx, { kind: 'dlc', base_id })
    await ctx.db.deleteFrom('product').where('id', '=', base_id).execute()
    expect((await pageOf(dlc)).base).toBeNull()
  })
})

describe('what critics say, in sum', () => {
  const reviews = fc.array(
    fc.record({
      outlet: fc.constantFrom('A', 'B'),
      score: fc.option(fc.constantFrom(0, 49.9, 50, 74.9, 75, 100, 33.3), { nil: null }),
    }),
    { maxLength: 12 },
  )

  it('is what counting them gives', async () => {
    const id = await addProduct(ctx, { kind: 'game' })
    await fc.assert(
      fc.asyncProperty(reviews, async (some) => {
        await ctx.db.deleteFrom('game_detail').where('product_id', '=', id).execute()
        await ctx.db
          .insertInto('game_detail')
          .values({ product_id: id, critic_reviews: JSON.stringify(some) })
          .execute()
        const { criticSummary } = await pageOf(id)
        const scores = some.flatMap(({ score }) => score ?? [])
        const band = (from: number, to: number) =>
          scores.filter((score) => score >= from && score < to).length
        const { average, ...counts } = criticSummary
        expect(counts).toEqual({
          ...{ reviews: some.length, scored: scores.length },
          ...{ positive: band(75, 101), mixed: band(50, 75), negative: band(0, 50) },
        })
        const sum = scores.reduce<number>((total, score) => total + score, 0)
        if (scores.length === 0) expect(average).toBeNull()
        else expect(average).toBeCloseTo(sum / scores.length, 9)
      }),
      { numRuns: 25, seed: 20_261_190 },
    )
  })

  it('is none where nobody has said anything', async () => {
    const id = await addProduct(ctx, { kind: 'game' })
    expect((await pageOf(id)).criticSummary).toEqual({
      ...{ reviews: 0, scored: 0, average: null, positive: 0, mixed: 0, negative: 0 },
    })
  })
})
