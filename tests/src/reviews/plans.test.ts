import type { Ctx } from '@loadout/core'
import { reviewsContract as contract, recountReviews } from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  type Plan,
  touched,
  wholeTables,
} from '../support/explained.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { seedPopular } from './popular.ts'
import { list, meta } from './reviewing.ts'

/** Of the one product that everybody reviews; one in fifty cannot be seen. */
const REVIEWS = 20_000
const SHOWN = REVIEWS - REVIEWS / 50

let harness: Harness
let explained: ExplainedDatabase
let ctx: Ctx
let productId: number
let quietId: number

beforeAll(async () => {
  harness = await createHarness()
  const ids = await seedPopular(harness.ctx, REVIEWS)
  productId = ids.productId
  quietId = ids.quietId
  await recountReviews(harness.ctx, { productIds: Object.values(ids), afterImport: true })
  // So many of the small rows that reading all of them is never the cheapest way.
  await sql`
    with made as (
      insert into product (kind, name, slug)
      select 'merch', 'Product ' || n, 'planned-' || n from generate_series(1, 400) as n
      returning id
    ), summaries as (
      insert into product_summary (product_id) select id from made
    )
    insert into characteristic (product_id, name) select id, 'Fit' from made
  `.execute(harness.ctx.db)
  await sql`vacuum (analyze) product, product_summary, characteristic, review`.execute(
    harness.ctx.db,
  )
  explained = openExplained(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: explained.db }
}, 120_000)
afterAll(async () => {
  await explained?.close()
  await harness?.close()
})

const rowsOf = (nodes: readonly Plan[], table: string) =>
  touched(nodes.filter((node) => node['Relation Name'] === table))
const sorted = (nodes: readonly Plan[]) =>
  nodes.filter((node) => node['Node Type'].endsWith('Sort')).map((node) => node['Actual Rows'])

/** A page is chosen in the index, and then read. */
const TWICE = 2 * 21

describe('the plan of reviews.list', () => {
  it.each(contract.REVIEW_SORTS)('by %s reads a page from an index', async (sort) => {
    const nodes = await explained.plansOf(() => list(ctx, { productId, sort }))
    expect(explained.statements()).toBe(1)
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'review')).toBeLessThanOrEqual(TWICE)
    for (const rows of sorted(nodes)) expect(rows).toBeLessThanOrEqual(21)
  })

  it.each(contract.REVIEW_SORTS)('by %s does so when it is planned for any value', async (sort) => {
    const cursor = (await list(ctx, { productId, sort })).nextCursor
    for (const page of [{}, { cursor }]) {
      const nodes = await explained.genericPlansOf(() => list(ctx, { productId, sort, ...page }))
      const scans = nodes.filter((node) => node['Relation Name'] === 'review')
      expect(scans.map((node) => [node['Node Type'], node['Index Name']])).toEqual([
        ['Index Only Scan', `review_${sort}`],
        ['Index Scan', 'review_pkey'],
        ['Index Scan', 'review_pkey'],
      ])
    }
  })

  it.each(contract.REVIEW_SORTS)('by %s costs the same far down the list', async (sort) => {
    let cursor: string | undefined
    for (let page = 0; page < 40; page += 1) {
      cursor =
        (await list(harness.ctx, { productId, sort, limit: 100, cursor })).nextCursor ?? undefined
    }
    const nodes = await explained.plansOf(() => list(ctx, { productId, sort, cursor }))
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'review')).toBeLessThanOrEqual(TWICE)
  })

  it.each([
    ['rating', { ratings: [2] }, 21 * 7],
    ['verification', { verified: true }, 21 * 9],
    ['photos', { withPhotos: true }, 21 * 9],
    ['a frequent word', { text: 'bought' }, 21 * 3],
    ['frequent words', { text: 'bought and used' }, 21 * 3],
  ])('filtered by %s ends with the page', async (_, filter, most) => {
    const nodes = await explained.plansOf(() => list(ctx, { productId, sort: 'newest', ...filter }))
    expect(explained.statements()).toBe(1)
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'review')).toBeLessThanOrEqual(most)
  })

  it('filtered by what hardly any has, ends all the same, and goes on from there', async () => {
    const find = { productId, sort: 'helpful', text: 'unobtainium', limit: 2 }
    const nodes = await explained.plansOf(() => list(ctx, find))
    expect(wholeTables(nodes)).toEqual([])
    // Looked at once for the rows that fit, and once more for where that ended.
    expect(rowsOf(nodes, 'review')).toBeLessThanOrEqual(2 * 1_000)
    const found: number[] = []
    let pages = 0
    let cursor: string | null | undefined
    do {
      const page = await list(ctx, { ...find, ...(cursor ? { cursor } : {}) })
      found.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
      pages += 1
    } while (cursor !== null)
    const { rows } = await sql<{ id: number }>`
      select id from review where product_id = ${productId} and body like '%Unobtainium%' and status = 0
      order by wilson desc, id desc
    `.execute(ctx.db)
    expect(found).toEqual(rows.map(({ id }) => id))
    expect(pages).toBeGreaterThanOrEqual(SHOWN / 1_000)
    expect(pages).toBeLessThanOrEqual(SHOWN / 1_000 + 5)
  })
})

describe('the plan of reviews.meta', () => {
  it('is one statement over indexes, for a product that few have reviewed and for the other', async () => {
    for (const id of [quietId, productId]) {
      const nodes = await explained.plansOf(() => meta(ctx, id))
      expect(explained.statements()).toBe(1)
      expect(wholeTables(nodes)).toEqual([])
      // Only what is recent is counted, and from the index alone.
      const read = nodes.filter((node) => node['Relation Name'] === 'review')
      expect(read.map((node) => node['Node Type'])).toEqual(['Index Only Scan'])
    }
  })
})

describe('the plan of a recount', () => {
  it('reads indexes for one product', async () => {
    const nodes = await explained.plansOf(() =>
      recountReviews(ctx, { productIds: [quietId], dryRun: true }),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'review')).toBeLessThanOrEqual(10)
  })
})
