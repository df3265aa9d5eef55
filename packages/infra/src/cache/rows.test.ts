import { silentLog } from '@loadout/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type CacheStage,
  createCacheStage,
  createTestRows,
  type TestRows,
} from '../testing/cache-stage.ts'
import { createSharedCache } from './create-shared-cache.ts'
import { writeRow } from './row-text.ts'

type Cache = ReturnType<typeof createSharedCache>

let stage: CacheStage
let one: Cache
let other: Cache
let rows: TestRows
let id = 0
beforeAll(async () => {
  stage = await createCacheStage()
  one = await stage.open()
  other = await stage.open()
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.writer.confirm()
  rows = createTestRows()
  // Rows of its own for each test.
  id += 100
})

const read = async (cache: Cache, ...ids: number[]) =>
  Object.fromEntries(await cache.sharedCache.rows(rows.kind, ids))
const held = () => stage.redis.get(stage.keys.row('row', id))
const change = (version: number, json: string | null) =>
  stage.writer.apply('row', [{ id, version, json, place: null, into: [], outOf: [] }])

describe('rows', () => {
  it('loads all that is missing at once, and what others have loaded not at all', async () => {
    for (const n of [0, 1, 2]) rows.set(id + n, 1, `{"n":${n}}`)
    expect(await read(one, id, id + 1)).toEqual({ [id]: '{"n":0}', [id + 1]: '{"n":1}' })
    expect(await read(other, id, id + 1, id + 2)).toMatchObject({ [id + 2]: '{"n":2}' })
    expect(rows.loads).toEqual([[id, id + 1], [id + 2]])
  })

  it('loads a row once for 500 callers in each of two processes', async () => {
    rows.set(id, 1, '{}')
    const release = rows.hold()
    const calls = [one, other].flatMap((cache) =>
      Array.from({ length: 500 }, () => read(cache, id)),
    )
    await expect.poll(() => rows.loads.length).toBe(1)
    release()
    for (const answer of await Promise.all(calls)) expect(answer).toEqual({ [id]: '{}' })
    expect(rows.loads).toEqual([[id]])
  })

  it('loads a row once per process while Redis is away', async () => {
    rows.set(id, 1, '{}')
    const away = [1, 2].map(() => createSharedCache(AWAY))
    const calls = away.flatMap((cache) => Array.from({ length: 500 }, () => read(cache, id)))
    for (const answer of await Promise.all(calls)) expect(answer).toEqual({ [id]: '{}' })
    expect(rows.loads).toHaveLength(2)
    for (const cache of away) cache.close()
  })

  it('loads for itself when another process takes too long', async () => {
    rows.set(id, 1, '{}')
    const release = rows.hold()
    const slow = read(one, id)
    await expect.poll(() => rows.loads.length).toBe(1)
    const impatient = read(other, id)
    await expect.poll(() => rows.loads.length).toBe(2)
    release()
    expect(await impatient).toEqual(await slow)
  })

  it('remembers for a moment that there is no such row, until there is one', async () => {
    expect(await read(one, id)).toEqual({})
    expect(await read(other, id)).toEqual({})
    expect(rows.loads).toHaveLength(1)
    expect(await stage.redis.pttl(stage.keys.row('row', id))).toBeLessThanOrEqual(5_000)
    await change(1, '{"is":"here"}')
    expect(await read(other, id)).toEqual({ [id]: '{"is":"here"}' })
  })

  it('refuses what was read before a change that has come meanwhile', async () => {
    rows.set(id, 5, '"old"')
    const release = rows.hold()
    const reading = read(one, id)
    await expect.poll(() => rows.loads.length).toBe(1)
    await change(6, '"new"')
    release()
    await reading
    expect(await read(other, id)).toEqual({ [id]: '"new"' })
  })

  it('refuses it although the change was evicted before it came', async () => {
    rows.set(id, 5, '"old"')
    const release = rows.hold()
    const reading = read(one, id)
    await expect.poll(() => rows.loads.length).toBe(1)
    await change(6, '"new"')
    await stage.redis.del(stage.keys.row('row', id))
    release()
    await reading
    expect(await held()).toBeNull()
  })

  it('refuses it although everything was flushed meanwhile', async () => {
    rows.set(id, 5, '"old"')
    const release = rows.hold()
    const reading = read(one, id)
    await expect.poll(() => rows.loads.length).toBe(1)
    const row = stage.keys.row('row', id)
    await stage.redis.del(row, stage.keys.lease(row))
    release()
    await reading
    expect(await held()).toBeNull()
  })

  it('keeps a deleted row deleted, whatever late readers bring', async () => {
    rows.set(id, 5, '"old"')
    const release = rows.hold()
    const reading = read(one, id)
    await expect.poll(() => rows.loads.length).toBe(1)
    await change(6, null)
    release()
    await reading
    expect(await read(other, id)).toEqual({})
  })

  it('takes an older version from nobody, and the same one again', async () => {
    await change(7, '"seven"')
    await change(6, '"six"')
    expect(await held()).toContain('"seven"')
    await change(7, '"seven again"')
    expect(await held()).toContain('"seven again"')
  })

  it('hears of a load that failed, which keeps nobody from the next', async () => {
    const failing = { ...rows.kind, load: () => Promise.reject(new Error('no database')) }
    const calls = [1, 2].map(() => one.sharedCache.rows(failing, [id]))
    for (const call of calls) await expect(call).rejects.toThrow('no database')
    rows.set(id, 1, '{}')
    expect(await read(other, id)).toEqual({ [id]: '{}' })
    expect(await held()).not.toBeNull()
  })

  it('counts nothing that is of another run of the server, or that no relay stands for', async () => {
    rows.set(id, 1, '"right"')
    const value = writeRow({
      version: 9,
      epoch: 'another',
      expiresAt: Date.now() + 60_000,
      json: '"old"',
    })
    await stage.redis.set(stage.keys.row('row', id), value)
    expect(await read(one, id)).toEqual({ [id]: '"right"' })
    await change(9, '"kept"')
    await stage.redis.del(stage.keys.fresh)
    expect(await read(one, id)).toEqual({ [id]: '"right"' })
  })

  it('loads a row again before it goes', async () => {
    rows.set(id, 2, '"new"')
    const epoch = (await stage.redis.get(stage.keys.fresh)) ?? ''
    const value = writeRow({ version: 1, epoch, expiresAt: Date.now() + 1_000, json: '"old"' })
    await stage.redis.set(stage.keys.row('row', id), value)
    expect(await read(one, id)).toEqual({ [id]: '"old"' })
    await expect.poll(held).toContain('"new"')
    expect(rows.loads).toEqual([[id]])
  })

  it('lets rows that were stored together go at different times', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => id + n)
    for (const one of ids) rows.set(one, 1, '{}')
    await read(one, ...ids)
    const times = await Promise.all(ids.map((n) => stage.redis.pttl(stage.keys.row('row', n))))
    expect(new Set(times.map((ms) => Math.round(ms / 1_000))).size).toBeGreaterThan(3)
  })
})

const AWAY = { redisUrl: 'redis://127.0.0.1:1', prefix: 'away', log: silentLog, localMs: 0 }
