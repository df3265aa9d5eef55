import { once } from 'node:events'
import { silentLog } from '@loadout/core'
import { closeRedis, createRedis } from '@loadout/infra'
import { startTestRedis, type TestRedisServer } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSharedLimiter } from './shared-limiter.ts'

let server: TestRedisServer
let redis: ReturnType<typeof createRedis>
beforeAll(async () => {
  server = await startTestRedis()
  redis = createRedis({ url: server.url, profile: 'failFast', log: silentLog })
  await once(redis, 'ready')
})
afterAll(async () => {
  closeRedis(redis)
  await server.stop('SIGKILL')
})

const REFUSED = { msBeforeNext: expect.any(Number) }
let now = 0
let names = 0
function open(points: number) {
  names += 1
  return createSharedLimiter({ redis, prefix: 'test' }, `limiter-${names}`, {
    ...{ points, duration: 60, now: () => now },
  })
}

/** How often Redis was asked to count. */
async function asked(): Promise<number> {
  const stats = await redis.info('commandstats')
  const calls = stats.matchAll(/^cmdstat_(?:eval|evalsha):calls=(\d+)/gm)
  return Iterator.from(calls).reduce((sum, [, count]) => sum + Number(count), 0)
}

describe('a limiter that processes share', () => {
  it('counts in Redis, and takes back what is given back', async () => {
    const limiter = open(2)
    for (const _ of [1, 2]) await limiter.consume('a', 1)
    await expect(limiter.consume('a', 1)).rejects.toMatchObject(REFUSED)
    await limiter.consume('b', 2)
    const other = open(1)
    await other.consume('a', 1)
    await other.reward('a')
    await expect(other.consume('a', 1)).resolves.toBeUndefined()
  })

  it('asks a Redis that hangs once a second, and counts by itself meanwhile', async () => {
    const limiter = open(3)
    const before = await asked()
    const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])
    process.kill(pid, 'SIGSTOP')
    try {
      for (const _ of [1, 2, 3]) await limiter.consume('a', 1)
      await expect(limiter.consume('a', 1)).rejects.toMatchObject(REFUSED)
      now += 1_000
      // One of them tries; the others have their answer at once.
      const tries = [1, 2, 3, 4].map(() => limiter.consume('a', 1))
      for (const one of await Promise.allSettled(tries)) expect(one.status).toBe('rejected')
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await expect.poll(() => asked().catch(() => 0)).toBe(before + 2)
    now += 1_000
    await expect.poll(() => redis.status).toBe('ready')
    // What Redis counted late was counted here, and is given back.
    for (const _ of [1, 2, 3]) await limiter.consume('a', 1)
    await expect(limiter.consume('a', 1)).rejects.toMatchObject(REFUSED)
  })

  it.each(['taken', 'given back'] as const)(
    'is even with who had something %s while Redis hung',
    async (which) => {
      const limiter = open(2)
      const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])
      for (let round = 0; round < 4; round += 1) {
        if (which === 'given back') await limiter.consume('a', 1)
        process.kill(pid, 'SIGSTOP')
        if (which === 'taken') await limiter.consume('a', 1)
        else await limiter.reward('a')
        process.kill(pid, 'SIGCONT')
        await expect.poll(() => redis.ping().catch(() => 'hangs')).toBe('PONG')
        now += 1_000
        if (which === 'taken') await limiter.reward('a')
        // Settles what is owed.
        await limiter.consume('b', 0)
      }
      for (const _ of [1, 2]) await limiter.consume('a', 1)
      await expect(limiter.consume('a', 1)).rejects.toMatchObject(REFUSED)
    },
  )

  it('gives back to a Redis that was away what it was taken from it', async () => {
    const limiter = open(2)
    await limiter.consume('a', 2)
    // As if the connection were lost: nothing is asked of it.
    redis.disconnect()
    await expect.poll(() => redis.status).toBe('end')
    for (const _ of [1, 2]) await limiter.reward('a')
    await redis.connect()
    now += 1_000
    await limiter.consume('b', 1)
    await expect
      .poll(() =>
        limiter.consume('a', 0).then(
          () => 'may',
          () => 'may not',
        ),
      )
      .toBe('may')
    for (const _ of [1, 2]) await limiter.consume('a', 1)
    await expect(limiter.consume('a', 1)).rejects.toMatchObject(REFUSED)
  })
})
