import type { Ctx } from '@loadout/core'
import { importsContract, listRejects } from '@loadout/core/imports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { outcome, outcomeOf } from './importing.ts'
import { haveRealData, importRealFolder } from './real-data.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const outcomes = (runs: Awaited<ReturnType<typeof importRealFolder>>) =>
  Object.fromEntries(runs.map((run) => [run.dataset, outcomeOf(run)]))

/** Of the samples, which hold the beginning of each file: what hangs on a row behind it is not there. */
const ATELIER = {
  product: outcome({ inserted: 10 }),
  features: outcome({ inserted: 27 }),
  styles: outcome({ inserted: 52 }),
  photos: outcome({ inserted: 20 }),
  skus: outcome({ inserted: 40 }),
  related: outcome({ inserted: 47, quarantined: 3, codes: { SELF_LINK: 3 } }),
  cart: outcome({ inserted: 8, quarantined: 1, codes: { DUPLICATE: 1 } }),
  reviews: outcome({ inserted: 14, quarantined: 85, codes: { UNKNOWN_PARENT: 85 } }),
  reviews_photos: outcome({ inserted: 9, quarantined: 40, codes: { UNKNOWN_PARENT: 40 } }),
  characteristics: outcome({ inserted: 34, quarantined: 15, codes: { UNKNOWN_PARENT: 15 } }),
  characteristic_reviews: outcome({ inserted: 41, quarantined: 8, codes: { UNKNOWN_PARENT: 8 } }),
  questions: outcome({ inserted: 54, quarantined: 46, codes: { UNKNOWN_PARENT: 46 } }),
  answers: outcome({ inserted: 100 }),
  answers_photos: outcome({ inserted: 17 }),
}

const GAMES = { steam: outcome({ inserted: 9_999 }), wikipedia: outcome({ inserted: 1_589 }) }

/** What a second import says of what a first one has taken. */
const again = (first: ReturnType<typeof outcomeOf>) => ({
  ...first,
  inserted: 0,
  unchanged: first.inserted,
})

const allAgain = (first: Readonly<Record<string, ReturnType<typeof outcomeOf>>>) =>
  Object.fromEntries(Object.entries(first).map(([name, counts]) => [name, again(counts)]))

describe.runIf(haveRealData)('the Atelier samples', () => {
  it('load, each after those it builds on, and every row is accounted for', async () => {
    const runs = await importRealFolder(ctx, 'atelier')
    expect(runs.map(({ dataset }) => dataset)).toEqual(Object.keys(ATELIER))
    expect(outcomes(runs)).toEqual(ATELIER)
    for (const run of runs) {
      const input = importsContract.listRejectsInput.parse({ id: run.id, limit: 100 })
      const { items } = await listRejects(ctx, input)
      expect(items).toHaveLength(run.quarantined)
      for (const { original, line, row } of items) {
        expect(original).not.toBe('')
        expect(line).toBe(row + 1)
      }
    }
  })

  it('are there as the files say', async () => {
    const product = await ctx.db
      .selectFrom('product')
      .selectAll()
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
    expect(product).toMatchObject({
      kind: 'merch',
      slug: 'camo-onesie.1',
      name: 'Camo Onesie',
      tagline: 'Blend in to your crowd',
      category: 'Jackets',
      currency: 'USD',
      price: 14_000,
    })
    const answer = await ctx.db
      .selectFrom('answer')
      .selectAll()
      .where('id', '=', 4)
      .executeTakeFirstOrThrow()
    expect(answer).toMatchObject({ author_name: 'Seller', badge: 'seller', helpful: 4, status: 0 })
  })

  it('are unchanged when they are imported again', async () => {
    expect(outcomes(await importRealFolder(ctx, 'atelier'))).toEqual(allAgain(ATELIER))
  })
})

describe.runIf(haveRealData)('the game files', () => {
  it('load to the row', { timeout: 120_000 }, async () => {
    expect(outcomes(await importRealFolder(ctx, 'games'))).toEqual(GAMES)
    const names = await ctx.db
      .selectFrom('product')
      .select(['name', 'slug'])
      .where('name', 'in', ['Dark Matter', 'Half-Life 2', '720°'])
      .orderBy('slug')
      .execute()
    expect(names.map(({ slug }) => slug)).toEqual([
      'dark-matter',
      expect.stringMatching(/^dark-matter-\d+$/),
      'game-720',
      'half-life-2',
    ])
  })

  it('keep what is known of a date, and titles by region', async () => {
    const game = await ctx.db
      .selectFrom('product')
      .innerJoin('product_source', 'product_source.product_id', 'product.id')
      .select(['product.id', 'released_on', 'release_precision'])
      .where('source', '=', 'wikipedia')
      .where('key', '=', '1')
      .executeTakeFirstOrThrow()
    expect(game).toMatchObject({ released_on: '1987-03-12', release_precision: 'day' })
    const releases = await ctx.db
      .selectFrom('game_release')
      .select(['platform', 'region', 'earliest', 'latest', 'precision'])
      .where('product_id', '=', game.id)
      .orderBy('position')
      .execute()
    expect(releases).toContainEqual({
      platform: 'NES',
      region: 'NA',
      earliest: '1987-09-01',
      latest: '1987-09-30',
      precision: 'month',
    })
  })

  it('are unchanged when they are imported again', { timeout: 60_000 }, async () => {
    expect(outcomes(await importRealFolder(ctx, 'games'))).toEqual(allAgain(GAMES))
  })
})
