import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CacheStage, createCacheStage, createTestRows } from '../testing/cache-stage.ts'
import { createLocalRows } from './local-rows.ts'
import { createLocalValues, type LocalValues } from './local-values.ts'

describe('createLocalRows', () => {
  it('keeps rows until they change', () => {
    const rows = createLocalRows(1_000)
    rows.set('a', '1', rows.moment())
    rows.set('b', null, rows.moment())
    expect([rows.get('a'), rows.get('b'), rows.get('c')]).toEqual(['1', null, undefined])
    rows.drop('a')
    expect([rows.get('a'), rows.get('b')]).toEqual([undefined, null])
  })

  it('does not keep what was read before a change', () => {
    const rows = createLocalRows(1_000)
    const began = rows.moment()
    rows.drop('a')
    rows.set('a', 'old', began)
    expect(rows.get('a')).toBeUndefined()
    rows.set('a', 'new', rows.moment())
    expect(rows.get('a')).toBe('new')
  })

  it('keeps nothing when it is told so', () => {
    const rows = createLocalRows(0)
    rows.set('a', '1', rows.moment())
    expect(rows.get('a')).toBeUndefined()
  })
})

describe('createLocalValues', () => {
  let values: LocalValues
  let loads: number
  beforeEach(() => {
    values = createLocalValues(1_000)
    loads = 0
  })
  const read = (wait?: Promise<void>, from: LocalValues = values) =>
    from.local('key', ['all'], async () => {
      loads += 1
      const load = loads
      await wait
      return load
    })

  it('loads once for any number of callers, until the list changes', async () => {
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
    expect(await read()).toBe(1)
    values.moved('other')
    expect(await read()).toBe(1)
    values.moved('all')
    expect(await read()).toBe(2)
  })

  it('does not keep, nor hand to those who come later, what was read before a change', async () => {
    const gate = Promise.withResolvers<void>()
    const early = read(gate.promise)
    values.moved('all')
    const late = read()
    gate.resolve()
    expect([await early, await late]).toEqual([1, 2])
    expect(await read()).toBe(2)
  })

  it('tries again after a load that failed', async () => {
    const failing = values.local('key', [], () => Promise.reject(new Error('no database')))
    await expect(failing).rejects.toThrow('no database')
    expect(await read()).toBe(1)
  })

  it('loads every time when it is told to keep nothing', async () => {
    const none = createLocalValues(0)
    none.moved('all')
    expect([await read(undefined, none), await read(undefined, none)]).toEqual([1, 2])
  })
})

describe('changes that others make', () => {
  let stage: CacheStage
  beforeAll(async () => {
    stage = await createCacheStage()
  })
  afterAll(() => stage.close())

  it('end what a process keeps to itself', async () => {
    const { sharedCache } = await stage.open({ localMs: 1_000_000 })
    const rows = createTestRows()
    rows.set(1, 1, '"old"')
    let loads = 0
    const value = () =>
      sharedCache.local('page', ['all'], async () => {
        loads += 1
        return loads
      })
    await expect.poll(() => stage.redis.pubsub('NUMSUB', stage.keys.channel)).toContain(1)
    expect([...(await sharedCache.rows(rows.kind, [1])).values()]).toEqual(['"old"'])
    expect(await value()).toBe(1)
    const change = { id: 1, version: 2, json: '"new"', place: '1', into: ['all'], outOf: [] }
    await stage.writer.apply('row', [change])
    await expect
      .poll(async () => [...(await sharedCache.rows(rows.kind, [1])).values()])
      .toEqual(['"new"'])
    await expect.poll(value).toBe(2)
  })

  it('are none where somebody else publishes', async () => {
    const { sharedCache } = await stage.open({ localMs: 1_000_000 })
    const heard = () => stage.redis.pubsub('NUMSUB', stage.keys.channel)
    await expect.poll(heard).not.toContain(0)
    const rows = createTestRows()
    rows.set(1, 1, '"old"')
    await sharedCache.rows(rows.kind, [1])
    for (const text of ['garbage', '5', 'null', '{}', '[]', '[1]', '']) {
      await stage.redis.publish(stage.keys.channel, text)
    }
    const change = { id: 1, version: 2, json: '"new"', place: '1', into: [], outOf: [] }
    await stage.writer.apply('row', [change])
    await expect
      .poll(async () => [...(await sharedCache.rows(rows.kind, [1])).values()])
      .toEqual(['"new"'])
  })
})
