import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type CacheStage,
  createCacheStage,
  createTestRows,
  headOfTest,
  placeOfTest as place,
  type TestRows,
} from '../testing/cache-stage.ts'
import type { createSharedCache } from './create-shared-cache.ts'

const HEAD_ROWS = 4

let stage: CacheStage
let cache: ReturnType<typeof createSharedCache>
let rows: TestRows
let places: string[]
/** Of its own for each test: an earlier one may be built late. */
let name: string
let made = 0
beforeAll(async () => {
  stage = await createCacheStage(HEAD_ROWS)
  cache = await stage.open()
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.flush()
  await stage.writer.confirm()
  rows = createTestRows()
  places = []
  made += 1
  name = `list-${made}`
})

function add(count: number): void {
  for (let id = 1; id <= count; id += 1) {
    rows.set(id, 1, `${id}`)
    places.push(place(id, id))
  }
}
const page = (below: string | null, limit: number, seen?: { id: number; version: number }) =>
  cache.sharedCache.page(headOfTest(name, rows, places), { below, limit, seen })
const kept = () => expect.poll(() => page(null, 1)).not.toBeNull()
const idsOf = (found: Awaited<ReturnType<typeof page>>) =>
  found?.items.map(({ json }) => Number(json))
const put = (id: number, version = 2) =>
  stage.writer.apply('row', [
    { id, version, json: `${id}`, place: place(id, id), into: [name], outOf: [] },
  ])
const take = (id: number, version = 3) =>
  stage.writer.apply('row', [
    { id, version, json: null, place: place(id, id), into: [], outOf: [name] },
  ])

describe('page', () => {
  it('asks for the database until the list is built, which nobody waits for', async () => {
    add(3)
    expect(await page(null, 2)).toBeNull()
    await kept()
    expect(idsOf(await page(null, 2))).toEqual([3, 2])
    expect(await page(place(2, 2), 2)).toMatchObject({ items: [{ json: '1' }], hasMore: false })
    expect(await page(place(1, 1), 2)).toEqual({ items: [], hasMore: false })
  })

  it('answers nothing that reaches beyond the places it is complete for', async () => {
    add(9)
    await page(null, 1)
    await kept()
    expect(await page(null, 2)).toMatchObject({ items: [{}, {}], hasMore: true })
    expect(await page(place(8, 8), 2)).toBeNull()
    expect(await page(place(3, 3), 1)).toBeNull()
  })

  it('takes a set without its marker for nothing, and a place that came before the list for none', async () => {
    add(2)
    await put(2)
    expect(await stage.redis.exists(stage.keys.list(name))).toBe(0)
    await stage.redis.zadd(stage.keys.list(name), 0, place(2, 2))
    expect(await page(null, 1)).toBeNull()
  })

  it('makes up for the changes that come while it is built', async () => {
    add(3)
    const gate = Promise.withResolvers<void>()
    const reading = Promise.withResolvers<void>()
    const head = headOfTest(name, rows, places, async () => {
      reading.resolve()
      await gate.promise
    })
    expect(await cache.sharedCache.page(head, { below: null, limit: 1 })).toBeNull()
    await reading.promise
    await put(5)
    await take(2)
    gate.resolve()
    await kept()
    expect(idsOf(await page(null, 9))).toEqual([5, 3, 1])
  })

  it('is not built by who was too slow, or after everything was flushed', async () => {
    add(3)
    const gate = Promise.withResolvers<void>()
    const head = headOfTest(name, rows, places, () => gate.promise)
    await cache.sharedCache.page(head, { below: null, limit: 1 })
    const lease = stage.keys.lease(stage.keys.list(name))
    await expect.poll(() => stage.redis.exists(lease)).toBe(1)
    await stage.redis.del(lease)
    gate.resolve()
    await expect.poll(() => page(null, 1)).not.toBeNull()
    expect(idsOf(await page(null, 3))).toEqual([3, 2, 1])
  })

  it('keeps its length, and is no longer complete for what it lets go', async () => {
    add(3)
    await page(null, 1)
    await kept()
    for (let id = 4; id <= 12; id += 1) await put(id)
    expect(await stage.redis.zcard(stage.keys.list(name))).toBeLessThanOrEqual(HEAD_ROWS * 1.25 + 1)
    expect(idsOf(await page(null, 2))).toEqual([12, 11])
    expect(await page(place(9, 9), 3)).toBeNull()
  })

  it('is built anew when too much of it has gone', async () => {
    add(9)
    await page(null, 1)
    await kept()
    for (const id of [9, 8, 7, 6]) {
      await take(id)
      places = places.filter((one) => one !== place(id, id))
    }
    expect(await page(null, 2)).toBeNull()
    await expect.poll(async () => idsOf(await page(null, 2))).toEqual([5, 4])
  })

  it('answers who has written something only when it shows that', async () => {
    add(1)
    await page(null, 1)
    await kept()
    expect(await page(null, 1, { id: 2, version: 2 })).toBeNull()
    await put(2)
    expect(idsOf(await page(null, 2, { id: 2, version: 2 }))).toEqual([2, 1])
    expect(await page(null, 1, { id: 2, version: 3 })).toBeNull()
  })

  it('loads the rows that Redis has evicted, and says which are not to be seen', async () => {
    add(2)
    await page(null, 1)
    await kept()
    await take(1, 9)
    await stage.redis.del(stage.keys.row('row', 2))
    await stage.redis.zadd(stage.keys.list(name), 0, place(1, 1))
    const found = await page(null, 2)
    expect(found?.items).toEqual([
      { place: place(2, 2), json: '2' },
      { place: place(1, 1), json: null },
    ])
  })

  it('answers nothing when no relay stands for it', async () => {
    add(2)
    await page(null, 1)
    await kept()
    await stage.redis.del(stage.keys.fresh)
    expect(await page(null, 1)).toBeNull()
  })
})
