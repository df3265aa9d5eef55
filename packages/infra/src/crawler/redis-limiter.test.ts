import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CrawlLimiter, type RateWindow, silentLog } from '@loadout/core'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { closeRedis, createRedis } from '../redis.ts'
import { requireTestServers } from '../testing/index.ts'
import { createRedisLimiter } from './redis-limiter.ts'

const redis = createRedis({
  url: requireTestServers().redisUrl,
  profile: 'patient',
  log: silentLog,
})
const MATCH = { region: 'eu', method: 'match' }
const LIST = { region: 'eu', method: 'match-list' }
const NOTHING = { application: null, method: null }

let prefix: string
let limiter: CrawlLimiter

beforeEach(async () => {
  prefix = `test-${randomUUID()}`
  limiter = create([{ limit: 3, periodMs: 300 }])
  await limiter.begin('eu')
})
afterAll(async () => {
  const keys = await redis.keys(`${prefix}:*`)
  if (keys.length > 0) await redis.unlink(keys)
  closeRedis(redis)
})

/** As another process would have it: limiters of one prefix share everything. */
function create(defaults: readonly RateWindow[], timeoutMs = 1_000): CrawlLimiter {
  return createRedisLimiter({ redis, prefix, timeoutMs, defaults })
}

async function take(call = MATCH, from = limiter) {
  const slot = await from.acquire(call)
  if (!slot.granted) throw new Error(`not granted for ${slot.waitMs} ms`)
  return slot
}

async function waitOf(call = MATCH, from = limiter): Promise<number> {
  const slot = await from.acquire(call)
  if (slot.granted) throw new Error('granted')
  return slot.waitMs
}

describe('a window', () => {
  it('holds as many calls as its limit, whoever makes them', async () => {
    const other = create([{ limit: 3, periodMs: 300 }])
    await take()
    await take(MATCH, other)
    await take()
    expect(await waitOf(MATCH, other)).toBeGreaterThan(0)
  })

  it('is free a period after the answer, not after the call', async () => {
    const slots = [await take(), await take(), await take()]
    await sleep(200)
    for (const { id } of slots) await limiter.release(MATCH, id, NOTHING)
    const wait = await waitOf()
    expect(wait).toBeGreaterThan(250)
    expect(wait).toBeLessThanOrEqual(303) // the period, stretched for clocks that run apart
    await sleep(wait)
    await take()
  })

  it('tells how long to wait at least: a period, while calls are under way', async () => {
    await Promise.all([take(), take(), take()])
    const wait = await waitOf()
    expect(wait).toBeGreaterThanOrEqual(300)
    expect(wait).toBeLessThanOrEqual(303)
  })

  it('counts a call that nobody heard of again until its deadline and a period', async () => {
    const impatient = create([{ limit: 1, periodMs: 200 }], 200)
    await take(MATCH, impatient)
    await sleep(250)
    expect(await waitOf(MATCH, impatient)).toBeGreaterThan(0)
    await sleep(200)
    await take(MATCH, impatient)
  })

  it('is not freed by an answer that comes after the deadline', async () => {
    const impatient = create([{ limit: 1, periodMs: 100 }], 50)
    const { id } = await take(MATCH, impatient)
    await sleep(200)
    await impatient.release(MATCH, id, NOTHING)
    await take(MATCH, impatient)
  })

  it('forgets a call that was not made', async () => {
    const { id } = await take()
    await Promise.all([take(), take()])
    await limiter.cancel(MATCH, id)
    await take()
  })

  it('gives a deadline no later than the call may take', async () => {
    const before = performance.now()
    const { deadline } = await take()
    expect(deadline).toBeGreaterThanOrEqual(before + 1_000)
    expect(deadline).toBeLessThanOrEqual(performance.now() + 1_000)
  })

  it('need not be the only one', async () => {
    const both = create([
      { limit: 2, periodMs: 100 },
      { limit: 3, periodMs: 60_000 },
    ])
    await limiter.begin('eu')
    for (const { id } of [await take(MATCH, both), await take(MATCH, both)])
      await both.release(MATCH, id, NOTHING)
    expect(await waitOf(MATCH, both)).toBeLessThan(150)
    await sleep(110)
    await take(MATCH, both)
    expect(await waitOf(MATCH, both)).toBeGreaterThan(50_000)
  })
})

describe('scopes', () => {
  it('count methods together as the application, and each by itself', async () => {
    await limiter.release(MATCH, (await take()).id, {
      application: [{ limit: 4, periodMs: 60_000 }],
      method: [{ limit: 2, periodMs: 60_000 }],
    })
    await take()
    expect(await waitOf()).toBeGreaterThan(10_000)
    await take(LIST)
    await take(LIST)
    expect(await waitOf(LIST)).toBeGreaterThan(10_000)
  })

  it('take a slot in both or in none', async () => {
    const method = [{ limit: 1, periodMs: 60_000 }]
    await limiter.release(MATCH, (await take()).id, { application: null, method })
    for (let tries = 0; tries < 5; tries += 1) await waitOf()
    await take(LIST)
    await take(LIST)
  })

  it('keep regions apart', async () => {
    await Promise.all([take(), take(), take()])
    await limiter.begin('na')
    await take({ ...MATCH, region: 'na' })
  })
})

describe('limits', () => {
  it('are the ones learnt last, and count what was before', async () => {
    const { id } = await take()
    await limiter.release(MATCH, id, {
      application: [{ limit: 1, periodMs: 60_000 }],
      method: null,
    })
    expect(await waitOf()).toBeGreaterThan(50_000)
    await limiter.release(MATCH, id, { application: [{ limit: 9, periodMs: 1_000 }], method: null })
    await take()
  })

  it('are not changed by an answer that says nothing of them', async () => {
    const { id } = await take()
    await limiter.release(MATCH, id, {
      application: [{ limit: 1, periodMs: 60_000 }],
      method: null,
    })
    await limiter.release(MATCH, id, NOTHING)
    expect(await waitOf()).toBeGreaterThan(50_000)
  })
})

describe('a penalty', () => {
  it('silences its scope for its time', async () => {
    await limiter.penalise(MATCH, 'method', 200)
    const wait = await waitOf()
    expect(wait).toBeGreaterThan(100)
    expect(wait).toBeLessThanOrEqual(200)
    await take(LIST)
    await sleep(210)
    await take()
  })

  it('of the application silences every method of the region', async () => {
    await limiter.penalise(MATCH, 'application', 60_000)
    expect(await waitOf(LIST)).toBeGreaterThan(50_000)
    await limiter.begin('na')
    await take({ ...LIST, region: 'na' })
  })

  it('is not shortened by another', async () => {
    await limiter.penalise(MATCH, 'method', 60_000)
    await limiter.penalise(MATCH, 'method', 10)
    expect(await waitOf()).toBeGreaterThan(50_000)
  })
})

describe('a memory that was lost', () => {
  it('silences a region for a period and what a call may take', async () => {
    await take()
    await redis.unlink(await redis.keys(`${prefix}:*`))
    const wait = await waitOf()
    expect(wait).toBeGreaterThan(1_200)
    expect(wait).toBeLessThanOrEqual(1_303)
    expect(await waitOf()).toBeLessThanOrEqual(wait)
  })

  it('does not when no call was ever made', async () => {
    await waitOf({ ...MATCH, region: 'kr' })
    await limiter.begin('kr')
    await take({ ...MATCH, region: 'kr' })
  })

  it('keeps the keys of a region on one node of a cluster', async () => {
    await take()
    const keys = await redis.keys(`${prefix}:*`)
    expect(keys.length).toBeGreaterThan(2)
    expect(new Set(keys.map((key) => /\{(.+)\}/.exec(key)?.[1]))).toEqual(new Set(['crawl-eu']))
  })
})
