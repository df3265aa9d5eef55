import { type Log, silentLog } from '@loadout/core'
import { createFacetIndex, type FacetIndex } from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { storeProducts } from './store-products.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [{ name: 'One' }, { name: 'Two' }])
})
afterAll(() => harness.close())

const STALE_MS = 1_000

/** An index that may be behind, its clock in the hands of the test. */
function createIndex() {
  const { db, readCache } = harness.ctx
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (message) => warnings.push(message) }
  const clock = { now: 0 }
  const index = createFacetIndex({
    ...{ db, readCache, log },
    maxStaleMs: STALE_MS,
    now: () => clock.now,
  })
  return { index, clock, warnings }
}

async function sizeOf(index: FacetIndex): Promise<number> {
  const { blocks } = await index.snapshot()
  return [...blocks.values()].reduce((sum, { size }) => sum + size, 0)
}

/** While it runs, whatever reads products fails. */
async function withoutProducts(run: () => Promise<unknown>): Promise<void> {
  const { db } = harness.ctx
  await sql`alter table product rename to product_away`.execute(db)
  try {
    await run()
  } finally {
    await sql`alter table product_away rename to product`.execute(db)
  }
}

describe('the index of facets', () => {
  it('is whole when it is answered first', async () => {
    const { index } = createIndex()
    const [one, two] = await Promise.all([index.snapshot(), index.snapshot()])
    expect(one.isComplete).toBe(true)
    expect(two).toBe(one)
    expect(await sizeOf(index)).toBe(2)
  })

  it('answers what it has, and looks for changes behind the back of its callers', async () => {
    const { index, clock } = createIndex()
    const size = await sizeOf(index)
    await storeProducts(harness.ctx, [{ name: 'Three' }])
    clock.now = STALE_MS - 1
    expect(await sizeOf(index)).toBe(size)
    clock.now = STALE_MS
    expect(await sizeOf(index)).toBe(size)
    await vi.waitFor(async () => expect(await sizeOf(index)).toBe(size + 1))
  })

  it('keeps blocks that have not changed', async () => {
    const { index, clock } = createIndex()
    await storeProducts(harness.ctx, [{ name: 'Four' }])
    // Far away from the others.
    await harness.ctx.db
      .insertInto('product')
      .values({ id: 5_000, kind: 'game', name: 'Far', slug: 'far' })
      .execute()
    const before = await index.snapshot()
    const number = 5_000 >> 10
    expect(before.blocks.get(number)?.size).toBe(1)
    await storeProducts(harness.ctx, [{ name: 'Five' }])
    clock.now = STALE_MS
    await index.snapshot()
    await vi.waitFor(async () => expect(await index.snapshot()).not.toBe(before))
    const after = await index.snapshot()
    expect(after.blocks.get(number)).toBe(before.blocks.get(number))
    const [other = 0] = [...before.blocks.keys()].filter((key) => key !== number)
    expect(after.blocks.get(other)).not.toBe(before.blocks.get(other))
  })

  it('forgets blocks that nothing is left in', async () => {
    const { index, clock } = createIndex()
    await index.snapshot()
    await harness.ctx.db.deleteFrom('product').where('id', '=', 5_000).execute()
    clock.now = STALE_MS
    await index.snapshot()
    await vi.waitFor(async () => {
      expect((await index.snapshot()).blocks.has(5_000 >> 10)).toBe(false)
    })
  })

  it('answers what it has when it cannot look, says so in the log, and tries again', async () => {
    const { index, clock, warnings } = createIndex()
    const size = await sizeOf(index)
    await storeProducts(harness.ctx, [{ name: 'Six' }])
    await withoutProducts(async () => {
      clock.now = STALE_MS
      expect(await sizeOf(index)).toBe(size)
      await vi.waitFor(() => expect(warnings).toHaveLength(1))
    })
    clock.now = 2 * STALE_MS
    await index.snapshot()
    await vi.waitFor(async () => expect(await sizeOf(index)).toBe(size + 1))
  })

  it('fails its first callers when there is nothing to answer, and not those after them', async () => {
    const { index, clock } = createIndex()
    await withoutProducts(() => expect(index.snapshot()).rejects.toThrow('product'))
    clock.now = STALE_MS
    expect(await sizeOf(index)).toBeGreaterThan(0)
  })

  it('does not make the first callers wait for a large catalogue', async () => {
    const ids = Array.from({ length: 30 }, (_, block) => 1_000_000 + (block << 10))
    await harness.ctx.db
      .insertInto('product')
      .values(ids.map((id) => ({ id, kind: 'merch', name: 'Wide', slug: `wide-${id}` }) as const))
      .execute()
    const { index } = createIndex()
    const first = await index.snapshot()
    expect(first.isComplete).toBe(false)
    expect(first.blocks.size).toBeGreaterThanOrEqual(16)
    await vi.waitFor(async () => expect((await index.snapshot()).isComplete).toBe(true))
    expect(await sizeOf(index)).toBeGreaterThan(30)
  })
})
