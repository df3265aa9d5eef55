import type { Ctx } from '@loadout/core'
import { productPage, productPageVersion } from '@loadout/core/storefront'
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
import { seedCrowd, seedStore } from './seed-store.ts'

const PRODUCTS = 10_000
/** Of the last tenth, as most calls are. It has one of everything. */
const ORDINARY = 9_320
/** It has several of everything. */
const FULL = 7
/** That many review it, and ask as many questions, of which some have many answers. */
const POPULAR = 9_000
const CROWD = 5_000

let harness: Harness
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  await seedStore(harness.ctx, { products: PRODUCTS })
  await seedCrowd(harness.ctx, { productId: POPULAR, people: CROWD })
  await sql`analyze`.execute(harness.ctx.db)
  explained = openExplained(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, actor: { kind: 'anonymous' }, db: explained.db }
}, 120_000)
afterAll(async () => {
  await explained?.close()
  await harness?.close()
})

/** Planned for these values, and for any: the second is what a prepared statement comes to in time. */
const WAYS = ['plansOf', 'genericRunsOf'] as const

const ran = (nodes: readonly Plan[]) => nodes.filter((node) => node['Actual Loops'] > 0)
const rowsOf = (nodes: readonly Plan[], table: string, scan: string) =>
  touched(nodes.filter((node) => node['Relation Name'] === table && node['Node Type'] === scan))
const mostSorted = (nodes: readonly Plan[]) =>
  Math.max(
    ...nodes.filter(({ 'Node Type': type }) => type.endsWith('Sort')).map((n) => n['Actual Rows']),
  )

describe.each(WAYS)('the plan of a page, by %s', (way) => {
  const planOf = (idOrSlug: number | string) => explained[way](() => productPage(ctx, { idOrSlug }))

  it.each([
    ['one of everything', ORDINARY, 60],
    ['one of everything, by its slug', `product-${ORDINARY}`, 60],
    ['one of everything, by a former slug', `old-${ORDINARY}`, 60],
    ['several of everything', FULL, 200],
  ])('of a product with %s reads only what is shown', async (_, idOrSlug, most) => {
    const nodes = await planOf(idOrSlug)
    expect(explained.statements()).toBe(1)
    expect(wholeTables(ran(nodes))).toEqual([])
    expect(touched(nodes)).toBeLessThan(most)
    expect(mostSorted(nodes)).toBeLessThan(20)
  })

  it('of what thousands have reviewed reads the best few, and counts the recent ones', async () => {
    const nodes = await planOf(POPULAR)
    expect(wholeTables(ran(nodes))).toEqual([])
    expect(rowsOf(nodes, 'review', 'Index Scan')).toBe(3)
    expect(rowsOf(nodes, 'question', 'Index Scan')).toBe(3)
    expect(rowsOf(nodes, 'answer', 'Index Scan')).toBe(6)
    // 30 days with a review every five hours.
    const recent = rowsOf(nodes, 'review', 'Index Only Scan')
    expect(recent).toBeLessThanOrEqual((30 + 1) * 5)
    expect(touched(nodes) - recent).toBeLessThan(80)
    expect(mostSorted(nodes)).toBeLessThan(20)
  })
})

describe.each(WAYS)('the plan of a version, by %s', (way) => {
  it.each([
    ['one of everything', ORDINARY, 15],
    ['one of everything, by its slug', `product-${ORDINARY}`, 15],
    ['one of everything, by a former slug', `old-${ORDINARY}`, 15],
    ['several of everything', FULL, 60],
    ['thousands of reviews and questions', POPULAR, 15],
  ])('of a product with %s reads a few rows', async (_, idOrSlug, most) => {
    const nodes = await explained[way](() => productPageVersion(ctx, { idOrSlug }))
    expect(explained.statements()).toBe(1)
    expect(wholeTables(ran(nodes))).toEqual([])
    expect(touched(nodes)).toBeLessThan(most)
    const tables = new Set(ran(nodes).map((node) => node['Relation Name']))
    for (const table of ['review', 'question', 'answer']) expect(tables).not.toContain(table)
  })
})
