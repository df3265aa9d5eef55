import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CacheStage, createCacheStage } from '../testing/cache-stage.ts'
import { createTestValue, type TestValue } from '../testing/test-value.ts'
import type { createSharedCache } from './create-shared-cache.ts'
import { writeRow } from './row-text.ts'

type Cache = ReturnType<typeof createSharedCache>

const VALUE = { sums: [1, 2.5, 1 / 3], name: 'Ä|"\n', none: null }

let stage: CacheStage
let one: Cache
let other: Cache
let source: TestValue
/** Of its own for each test. */
let key: string
let made = 0
beforeAll(async () => {
  stage = await createCacheStage()
  one = await stage.open()
  other = await stage.open()
})
afterAll(() => stage.close())
beforeEach(() => {
  made += 1
  key = `value-${made}`
  source = createTestValue('1.1', VALUE)
})

/** What a caller gets who has read this revision. */
const read = (cache: Cache, revision: string = source.now.revision) =>
  cache.sharedCache.value(key, revision, source.load)
const held = () => stage.redis.get(stage.keys.value(key))
const leased = () => stage.redis.exists(stage.keys.lease(`${stage.keys.value(key)}:1.1`))
const put = (text: string) => stage.redis.set(stage.keys.value(key), text, 'PX', 60_000)

describe('value', () => {
  it('is loaded by one process and comes back to the other as it was', async () => {
    expect(await read(one)).toEqual(VALUE)
    expect(await read(other)).toEqual(VALUE)
    expect(source.loads.count).toBe(1)
  })

  it.each([[null], [0], [''], [[]]])('may be %j', async (value) => {
    source.now.value = value
    expect(await read(one)).toEqual(value)
    expect(await read(other)).toEqual(value)
    expect(source.loads.count).toBe(1)
  })

  it('is the same JSON for who loads it and for who finds it', async () => {
    source.now.value = { at: new Date(0), less: -0, not: undefined, odd: Number.NaN }
    const loaded = await read(one)
    expect(loaded).toStrictEqual(await read(other))
    expect(loaded).toStrictEqual({ at: '1970-01-01T00:00:00.000Z', less: 0, odd: null })
  })

  it('is loaded once for 500 callers in each of two processes', async () => {
    const release = source.hold()
    const calls = [one, other].flatMap((cache) => Array.from({ length: 500 }, () => read(cache)))
    await expect.poll(() => source.loads.count).toBe(1)
    release()
    for (const value of await Promise.all(calls)) expect(value).toEqual(VALUE)
    expect(source.loads.count).toBe(1)
  })

  it('is loaded by who has waited for another process for a second', async () => {
    const release = source.hold()
    const slow = read(one)
    await expect.poll(() => source.loads.count).toBe(1)
    const impatient = read(other)
    await expect.poll(() => source.loads.count, { timeout: 5_000 }).toBe(2)
    release()
    expect(await impatient).toEqual(await slow)
  })

  it('goes by itself, and those that were stored together at different times', async () => {
    const cached = Array.from({ length: 20 }, (_, n) => `${key}-${n}`)
    for (const name of cached) await one.sharedCache.value(name, '1', source.load)
    const times = await Promise.all(cached.map((name) => stage.redis.pttl(stage.keys.value(name))))
    expect(Math.max(...times)).toBeLessThanOrEqual(600_000)
    expect(Math.min(...times)).toBeGreaterThan(530_000)
    expect(new Set(times.map((ms) => Math.round(ms / 1_000))).size).toBeGreaterThan(3)
  })

  it('says nothing of what it was loaded for in its key', async () => {
    key = 'a name that somebody looked for'
    await read(one)
    expect(stage.keys.value(key)).not.toContain('name')
    expect(await stage.redis.keys('*somebody*')).toEqual([])
  })
})

describe('a revision', () => {
  it('that is over answers nobody', async () => {
    await read(one)
    source.now.value = 'new'
    expect(await read(other, '1.2')).toBe('new')
    expect(await read(one, '1.2')).toBe('new')
    expect(source.loads.count).toBe(2)
  })

  it('takes the place of the one before', async () => {
    for (const revision of ['1.1', '1.2', '2.0']) await read(one, revision)
    expect(await held()).toMatch(/^2\.0\|/)
    expect(await stage.redis.zcount(stage.keys.values, '-inf', '+inf')).toBeGreaterThan(0)
  })

  it.each([
    ['1.2', '1.1'],
    ['1.10', '1.9'],
    ['2.0', '1.99'],
    ['7.2026-11-29', '7.2026-11-28'],
    ['5.1', '5'],
    ['90071992547409.1', '90071992547408.2'],
  ])('that is later (%s) is not replaced by an earlier one (%s)', async (later, earlier) => {
    await read(one, later)
    source.now.value = 'old'
    expect(await read(other, earlier)).toBe('old')
    expect((await held())?.startsWith(`${later}|`)).toBe(true)
    expect(await read(other, later)).toEqual(VALUE)
  })

  it('that ends while it is loaded does not take the place of the next', async () => {
    const release = source.hold()
    const late = read(one, '1.1')
    await expect.poll(() => source.loads.count).toBe(1)
    source.now.value = 'new'
    // Nor does who asks for the next one wait for it.
    const next = read(other, '1.2')
    await expect.poll(() => source.loads.count).toBe(2)
    release()
    expect(await next).toBe('new')
    expect(await late).toEqual(VALUE)
    expect(await held()).toContain('"new"')
    expect(await read(one, '1.2')).toBe('new')
    expect(source.loads.count).toBe(2)
  })
})

describe('a load that fails', () => {
  it('is heard of by those who came together, and keeps nobody from the next', async () => {
    const failing = () => Promise.reject(new Error('no database'))
    const calls = [1, 2].map(() => one.sharedCache.value(key, '1.1', failing))
    for (const call of calls) await expect(call).rejects.toThrow('no database')
    expect(await held()).toBeNull()
    expect(await read(other)).toEqual(VALUE)
    expect(await held()).not.toBeNull()
  })

  it('because its caller is gone does not fail those who wait for it elsewhere', async () => {
    const gone = Promise.withResolvers<void>()
    let isLoading = false
    const aborted = one.sharedCache.value(key, '1.1', () => {
      isLoading = true
      return gone.promise
    })
    await expect.poll(() => isLoading).toBe(true)
    const waiting = Promise.all([read(other), read(other), read(other)])
    gone.reject(new Error('gone'))
    await expect(aborted).rejects.toThrow('gone')
    expect(await waiting).toEqual([VALUE, VALUE, VALUE])
    expect(source.loads.count).toBe(1)
  })
})

describe('what Redis holds', () => {
  it.each([
    ['half of it', '1.1|1.1|1750000000000|{"sums":[1,2.'],
    ['its head', '1.1|1.1|175'],
    ['nothing', ''],
    ['another thing', 'garbage'],
    ['a row without JSON', '1.1|1.1|1750000000000|'],
    ['the later revision of nothing', '9.9|'],
  ])('may be %s: it is loaded, and right from then on', async (_what, text) => {
    await put(text)
    expect(await read(one)).toEqual(VALUE)
    expect(await read(one)).toEqual(VALUE)
    expect(await read(other)).toEqual(VALUE)
    expect(source.loads.count).toBeLessThanOrEqual(2)
  })

  it('may be of another type', async () => {
    await stage.redis.rpush(stage.keys.value(key), 'a', 'b')
    expect(await read(one)).toEqual(VALUE)
    expect(await read(other)).toEqual(VALUE)
    expect(source.loads.count).toBe(1)
  })

  it('may be of another release, whose keys are others', async () => {
    await read(one)
    const [, release] = /\{cache\}:([^:]+):value:/.exec(stage.keys.value(key)) ?? []
    expect(release).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('is nothing that is very long', async () => {
    source.now.value = 'x'.repeat(256 * 1024)
    expect(await read(one)).toBe(source.now.value)
    expect(await read(other)).toBe(source.now.value)
    expect(source.loads.count).toBe(2)
    expect(await held()).toBeNull()
    expect(await leased()).toBe(0)
  })

  it('is flushed while a load is on its way: nothing is lost but time', async () => {
    const release = source.hold()
    const reading = read(one)
    await expect.poll(() => source.loads.count).toBe(1)
    await stage.flush()
    release()
    expect(await reading).toEqual(VALUE)
    expect(await held()).toBeNull()
    expect(await read(other)).toEqual(VALUE)
    expect(await read(one)).toEqual(VALUE)
    expect(source.loads.count).toBe(2)
  })

  it('is no more than so many values, the last ones', async () => {
    const small = await stage.open({ values: 5 })
    await stage.flush()
    const cached = Array.from({ length: 12 }, (_, n) => `${key}-${n}`)
    for (const name of cached) {
      await small.sharedCache.value(name, '1', source.load)
      // They go in the order in which they came, by the millisecond.
      const now = Date.now()
      while (Date.now() === now) await stage.redis.ping()
    }
    const kept = await stage.redis.exists(cached.map((name) => stage.keys.value(name)))
    expect(kept).toBe(5)
    expect(await stage.redis.exists(stage.keys.value(cached.at(-1) ?? ''))).toBe(1)
    expect(await stage.redis.zcard(stage.keys.values)).toBe(5)
  })

  it('does not count what has gone by itself', async () => {
    const small = await stage.open({ values: 5 })
    await stage.flush()
    await stage.redis.zadd(stage.keys.values, 1, 'gone', 2, 'too', 3, 'long', 4, 'ago', 5, 'all')
    await small.sharedCache.value(key, '1', source.load)
    await expect.poll(() => stage.redis.zcard(stage.keys.values)).toBe(1)
    expect(await held()).not.toBeNull()
  })

  it('is not trusted because it looks like a value of a later revision', async () => {
    const expiresAt = Date.now() + 60_000
    await put(writeRow({ version: '9.9', epoch: 'x', expiresAt, json: '"wrong"' }))
    expect(await read(one, '9.9')).toEqual(VALUE)
    expect(await read(other, '1.1')).toEqual(VALUE)
  })
})
