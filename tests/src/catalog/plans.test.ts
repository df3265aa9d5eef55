import type { Ctx } from '@loadout/core'
import {
  catalogContract,
  getProduct,
  listProducts,
  listRelated,
  listStyles,
  priceHistory,
  releaseExpired,
} from '@loadout/core/catalog'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'

const PRODUCTS = 10_000
/** Of the last tenth, as most calls are. */
const SOME = 9_321

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'system', name: 'test' } }
}, 120_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** A store of games and garments that are no two alike; every thousandth game has parts, one a rare genre. */
async function seed(): Promise<void> {
  const n = sql.lit(PRODUCTS)
  await sql`
    insert into product (id, kind, slug, name, category, genres, platforms, price, base_id, created_at)
    select id, case when id % 2 = 0 then 'merch' when id % 20 = 1 then 'dlc' else 'game' end,
      'product-' || id, 'Product ' || id, 'Category ' || id % 40,
      case when id % 2000 = 1 then array['Rare', 'G1'] else array['G' || id % 20, 'G' || id % 7] end,
      array['P' || id % 5], id, case when id % 20 = 1 and id > 1000 then id / 1000 * 1000 - 1 end,
      timestamptz '2026-01-01' + id % 9973 * interval '1 minute'
    from generate_series(1, ${n}) as id
  `.execute(infra.db)
  for (const rows of [
    sql`slug_history (slug, product_id) select 'old-' || id, id from product`,
    sql`product_media (product_id, kind, url) select id, 'image', 'https://cdn.test/' from product`,
    sql`product_feature (product_id, name) select id, 'Feature' from product`,
    sql`game_detail (product_id) select id from product where kind <> 'merch'`,
    sql`company (name, slug) select 'C' || n, 'c' || n from generate_series(1, 900) as n`,
    sql`product_company (product_id, company_id, role)
      select id, 1 + id % 900, 'developer' from product where kind <> 'merch'`,
    sql`game_release (product_id, position, platform, precision)
      select id, 0, 'P1', 'tba' from product where kind <> 'merch'`,
    sql`style (id, product_id, name, original_price, is_default)
      select id, id, 'Black', 1, true from product where kind = 'merch'`,
    sql`style_photo (style_id, url) select id, 'https://cdn.test/' from style`,
    sql`sku (style_id, size, quantity) select id, size, 9 from style, unnest(array['S', 'M']) as size`,
    sql`price (product_id, currency, amount) select id, 'EUR', id from product`,
    sql`price_history (product_id, currency, amount)
      select id, 'USD', n from product, generate_series(1, 3) as n`,
    sql`related_product (product_id, related_id)
      select id, 1 + (id * 7 + n) % ${n} from product, generate_series(1, 3) as n
      where id <> 1 + (id * 7 + n) % ${n}`,
    sql`computed_related (product_id, position, related_id, score)
      select id, n, 1 + (id * 11 + n) % ${n}, 1 from product, generate_series(1, 3) as n`,
    sql`product_summary (product_id) select id from product`,
    sql`stock_reservation (sku_id, quantity, state, expires_at)
      select id, 1, case when id % 2500 = 0 then 'held' else 'taken' end, now() from sku`,
  ]) {
    await sql`insert into ${rows}`.execute(infra.db)
  }
  await sql`analyze`.execute(infra.db)
}

const list = (input: object) => listProducts(ctx, catalogContract.listInput.parse(input))
const middle = async (input: object) => {
  const first = await list({ ...input, limit: 100 })
  return { ...input, cursor: first.nextCursor ?? undefined, limit: 20 }
}

describe('what one product needs', () => {
  it.each([
    ['the product by its id', () => getProduct(ctx, { idOrSlug: SOME }), 60],
    ['a game with parts', () => getProduct(ctx, { idOrSlug: 4_999 }), 600],
    ['the product by its slug', () => getProduct(ctx, { idOrSlug: `product-${SOME}` }), 60],
    ['the product by a former slug', () => getProduct(ctx, { idOrSlug: `old-${SOME}` }), 60],
    ['its styles', () => listStyles(ctx, { productId: SOME + 1 }), 20],
    ['what goes with it', () => listRelated(ctx, { productId: SOME, limit: 12 }), 60],
    ['its former prices', () => priceHistory(ctx, { productId: SOME, limit: 20 }), 20],
  ] as const)('%s is read from indexes, row by row', async (_, read, most) => {
    const nodes = await explained.plansOf(read)
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(most)
    expect(wholeTables(await explained.genericPlansOf(read))).toEqual([])
  })

  it.each([
    ['a product', () => getProduct(ctx, { idOrSlug: SOME })],
    ['styles', () => listStyles(ctx, { productId: SOME + 1 })],
    ['what goes with it', () => listRelated(ctx, { productId: SOME, limit: 12 })],
    ['a list', () => list({ kind: 'game' })],
  ])('%s is one statement', async (_, read) => {
    await explained.plansOf(read)
    expect(explained.statements()).toBe(1)
  })
})

describe('a page of the list', () => {
  it.each([
    ['all', {}],
    ['a kind', { kind: 'dlc' }],
    ['a category', { category: 'Category 7' }],
    ['a genre', { genre: 'G3' }],
    ['a rare genre', { genre: 'Rare' }],
    ['a platform', { platform: 'P2' }],
    ['parts of a game', { baseId: 4_999 }],
    ['everything at once', { kind: 'game', category: 'Category 7', genre: 'G7', platform: 'P2' }],
    ['the newest', { order: 'newest' }],
    ['the newest of a category', { order: 'newest', category: 'Category 7' }],
    ['the newest of a genre', { order: 'newest', genre: 'G3' }],
  ])('of %s reads no whole table, at the beginning and further on', async (_, filters) => {
    for (const input of [filters, await middle(filters)]) {
      const nodes = await explained.plansOf(() => list(input))
      expect(wholeTables(nodes)).toEqual([])
      expect(touched(nodes)).toBeLessThan(5_000)
    }
  })

  it.each([[{}], [{ kind: 'merch' }], [{ order: 'newest' }]])(
    'of %j touches little more than what it shows',
    async (filters) => {
      const nodes = await explained.plansOf(async () => list(await middle(filters)))
      expect(touched(nodes)).toBeLessThan(1_000)
    },
  )
})

describe('the job that clears away reservations', () => {
  it('finds the expired ones without looking at those that are settled', async () => {
    const now = new Date('2020-01-01')
    const nodes = await explained.plansOf(() =>
      releaseExpired({ ...ctx, clock: { now: () => now } }, {}),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBe(0)
  })
})
