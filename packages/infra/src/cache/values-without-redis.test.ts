import { silentLog } from '@loadout/core'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeRedis, createRedis } from '../redis.ts'
import { startTestRedis, type TestRedisServer } from '../testing/redis-server.ts'
import { createTestValue, type TestValue } from '../testing/test-value.ts'
import { createSharedCache } from './create-shared-cache.ts'
import { cacheKeys } from './keys.ts'

/** What a Redis that fails in its ways does to values: they are loaded, and nobody hears of an error. */

type Cache = ReturnType<typeof createSharedCache>

let server: TestRedisServer
let redis: Redis
let one: Cache
let other: Cache
let source: TestValue
let key: string
let made = 0
beforeAll(async () => {
  server = await startTestRedis()
})
afterAll(() => server.stop('SIGKILL'))
beforeEach(async () => {
  redis = createRedis({ url: server.url, profile: 'patient', log: silentLog })
  await redis.flushall()
  const open = () =>
    createSharedCache({ redisUrl: server.url, prefix: 'test', log: silentLog, localMs: 0 })
  one = open()
  other = open()
  await Promise.all([one.ready(), other.ready()])
  made += 1
  key = `value-${made}`
  source = createTestValue('1', 'value')
  return () => {
    one.close()
    other.close()
    closeRedis(redis)
  }
})

const read = (cache: Cache, revision = '1', name = key) =>
  cache.sharedCache.value(name, revision, source.load)

describe('values', () => {
  it('are loaded once by each process while Redis is not there', async () => {
    const away = [1, 2].map(() =>
      createSharedCache({
        ...{ redisUrl: 'redis://127.0.0.1:1', prefix: 'away', log: silentLog, localMs: 0 },
      }),
    )
    const calls = away.flatMap((cache) => Array.from({ length: 100 }, () => read(cache)))
    for (const value of await Promise.all(calls)) expect(value).toBe('value')
    expect(source.loads.count).toBe(2)
    for (const cache of away) cache.close()
  })

  it('are loaded when Redis hangs, and after three questions without asking it', async () => {
    await redis.call('CLIENT', 'PAUSE', '800', 'ALL')
    for (let n = 0; n < 20; n += 1) expect(await read(one, String(n))).toBe('value')
    expect(source.loads.count).toBe(20)
    await redis.ping()
  })

  it('are given out and stored in vain when Redis hangs in the middle of a load', async () => {
    const release = source.hold()
    const reading = read(one)
    await expect.poll(() => source.loads.count).toBe(1)
    await redis.call('CLIENT', 'PAUSE', '400', 'ALL')
    release()
    expect(await reading).toBe('value')
    expect(await read(other)).toBe('value')
  })

  it('are loaded by who waits for a process when Redis is killed', async () => {
    const release = source.hold()
    const first = read(one)
    await expect.poll(() => source.loads.count).toBe(1)
    const second = read(other)
    await server.stop('SIGKILL')
    await expect.poll(() => source.loads.count, { timeout: 5_000 }).toBe(2)
    release()
    expect(await Promise.all([first, second])).toEqual(['value', 'value'])
    server = await startTestRedis({ port: server.port })
    await redis.ping()
    await expect
      .poll(
        async () => {
          expect(await read(one)).toBe('value')
          return redis.exists((await redis.keys('*:value:*'))[0] ?? '')
        },
        { timeout: 10_000 },
      )
      .toBe(1)
  })

  it('are not stored while Redis has no memory left, and those that are there still answer', async () => {
    expect(await read(one, '1', 'kept')).toBe('value')
    await redis.config('SET', 'maxmemory', '1')
    try {
      await expect(redis.set('a', 'b')).rejects.toThrow('OOM command not allowed')
      source.now.value = 'new'
      expect(await read(other, '1', 'kept')).toBe('value')
      for (let n = 0; n < 10; n += 1) expect(await read(one, String(n))).toBe('new')
    } finally {
      await redis.config('SET', 'maxmemory', '0')
    }
    expect(await redis.keys('*:value:*')).toHaveLength(1)
  })

  it('are loaded when Redis refuses scripts', async () => {
    await redis.call('ACL', 'SETUSER', 'default', '-@scripting')
    try {
      for (let n = 0; n < 5; n += 1) expect(await read(one, String(n))).toBe('value')
    } finally {
      await redis.call('ACL', 'SETUSER', 'default', '+@all')
    }
  })

  it('are stored again after Redis has forgotten the scripts', async () => {
    await redis.script('FLUSH')
    expect(await read(one)).toBe('value')
    expect(await read(other)).toBe('value')
    expect(source.loads.count).toBe(1)
  })

  it('keep coming when what says how many there are is of another type', async () => {
    await redis.set(cacheKeys('test').values, 'not a set')
    for (let n = 0; n < 5; n += 1) expect(await read(one, String(n))).toBe('value')
    expect(await read(other, '4')).toBe('value')
    expect(source.loads.count).toBe(5)
  })
})
