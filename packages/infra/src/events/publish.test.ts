import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '@loadout/core'
import type { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeRedis, createRedis } from '../redis.ts'
import { startTestRedis, type TestRedisServer } from '../testing/index.ts'
import { eventKeys } from './keys.ts'
import { MAX_AGE_MS, publishEvents } from './publish.ts'

const keys = eventKeys('publish')
let server: TestRedisServer
let redis: Redis
beforeAll(async () => {
  server = await startTestRedis({ settings: ['--appendonly', 'yes'] })
})
afterAll(() => server.stop())
beforeEach(() => {
  redis = connect()
})
afterEach(async () => {
  await redis.flushall()
  closeRedis(redis)
})

const connect = () => createRedis({ url: server.url, profile: 'publish', log: silentLog })

const event = (id: number, channel = `c:${id}`) => ({ id, channel, payload: { id } })
const publish = (...ids: number[]) =>
  publishEvents(
    redis,
    keys,
    ids.map((id) => event(id)),
  )

/** Ids and channels of what is in the stream. */
const stored = async () =>
  (await redis.xrange(keys.stream, '-', '+')).map(([id, fields]) => [id, fields[1]])

describe('publishEvents', () => {
  it('numbers events without a gap, in their order', async () => {
    const { epoch, seq } = await publish(7, 8)
    expect(seq).toBe(2)
    expect(await publish(3)).toEqual({ epoch, seq: 3 })
    expect(await stored()).toEqual([
      [`${epoch}-1`, 'c:7'],
      [`${epoch}-2`, 'c:8'],
      [`${epoch}-3`, 'c:3'],
    ])
  })

  it('appends what is sent again only once', async () => {
    const first = await publish(1, 2)
    expect(await publish(1, 2, 3)).toEqual({ ...first, seq: 3 })
    expect(await publish(2)).toEqual({ ...first, seq: 3 })
    expect((await stored()).map(([, channel]) => channel)).toEqual(['c:1', 'c:2', 'c:3'])
  })

  it('only looks when there is nothing to append', async () => {
    const empty = await publish()
    expect(empty.seq).toBe(0)
    await publish(1)
    expect(await publish()).toEqual({ ...empty, seq: 1 })
  })

  it('begins another, later epoch when everything was wiped', async () => {
    const before = await publish(1, 2, 3)
    await redis.flushall()
    const after = await publish(4)
    expect(after.seq).toBe(1)
    expect(after.epoch).toBeGreaterThan(before.epoch)
  })

  it('begins another epoch when its head alone is gone, with nothing of the one before in it', async () => {
    const before = await publish(1, 2)
    await redis.del(keys.head)
    const after = await publish(3)
    expect(after.epoch).toBeGreaterThan(before.epoch)
    expect(await stored()).toEqual([[`${after.epoch}-1`, 'c:3']])
  })

  it('begins a later epoch even where the clock of the server has gone back', async () => {
    await publish(1)
    const ahead = Date.now() + 86_400_000
    await redis.hset(keys.head, 'epoch', ahead, 'run', 'another run')
    expect((await publish(2)).epoch).toBe(ahead + 1)
  })

  it('begins another epoch when the server was restarted, whatever it has kept', async () => {
    const own = await startTestRedis({ settings: ['--appendonly', 'yes'] })
    const one = createRedis({ url: own.url, profile: 'patient', log: silentLog })
    const before = await publishEvents(one, keys, [event(1), event(2)])
    // As a server that has taken over with the same data.
    const data = await one.hgetall(keys.head)
    expect(data).toMatchObject({ epoch: String(before.epoch), seq: '2' })
    await one.hset(
      keys.head,
      'run',
      `${data.run}`.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    )
    const after = await publishEvents(one, keys, [])
    expect(after).toEqual({ epoch: expect.any(Number), seq: 0 })
    expect(after.epoch).toBeGreaterThan(before.epoch)
    closeRedis(one)
    await own.stop()
  })

  it.each([
    ['a head that is no hash', () => redis.set(keys.head, 'x')],
    ['a head without numbers', () => redis.hset(keys.head, 'epoch', 'x', 'seq', '1e400')],
    ['a head with half a number', () => redis.hset(keys.head, 'seq', '1.5')],
    ['a head that is beyond counting', () => redis.hset(keys.head, 'epoch', '9e300')],
    ['a stream that is none', () => redis.set(keys.stream, 'x')],
    ['a memory that is none', () => redis.set(keys.published, 'x')],
    ['an entry of others', () => redis.xadd(keys.stream, '*', 'hello', 'world')],
    [
      'an entry that was far ahead, and is gone',
      async () => {
        const id = await redis.xadd(keys.stream, '8999999999999999-7', 'hello', 'world')
        await redis.xdel(keys.stream, `${id}`)
      },
    ],
  ])('goes on, whatever others do to it: %s', async (_what, spoil) => {
    await publish(1, 2)
    await spoil()
    const after = await publish(3)
    expect(Number.isSafeInteger(after.epoch)).toBe(true)
    expect((await stored()).at(-1)).toEqual([`${after.epoch}-${after.seq}`, 'c:3'])
    expect(await publish(4)).toEqual({ ...after, seq: after.seq + 1 })
  })

  it('lets go of what is older than ten minutes, and of the memory of it', async () => {
    const { epoch } = await publish(1, 2)
    const old = Date.now() - MAX_AGE_MS - 1
    await redis.del(keys.stream)
    for (const seq of [1, 2]) {
      const fields = ['channel', `c:${seq}`, 'payload', '{}', 'at', String(old)]
      await redis.xadd(keys.stream, `${epoch}-${seq}`, ...fields)
    }
    await redis.zadd(keys.published, String(old), '1')
    expect(await publish()).toEqual({ epoch, seq: 2 })
    expect(await stored()).toEqual([])
    expect(await redis.zrangebyscore(keys.published, '-inf', '+inf')).toEqual(['2'])
    await publish(3)
    expect(await stored()).toEqual([[`${epoch}-3`, 'c:3']])
  })

  it('rejects while the server is away, and goes on when it is back', async () => {
    const own = await startTestRedis()
    const one = createRedis({ url: own.url, profile: 'publish', log: silentLog })
    await publishEvents(one, keys, [event(1)])
    await own.stop('SIGKILL')
    await expect(publishEvents(one, keys, [event(2)])).rejects.toThrow()
    const back = await startTestRedis({ port: own.port })
    for (let tries = 0; tries < 50; tries += 1) {
      const done = await publishEvents(one, keys, [event(2)]).catch(() => null)
      if (done !== null) {
        expect(done.seq).toBe(1)
        break
      }
      await sleep(50)
    }
    expect(await one.xlen(keys.stream)).toBe(1)
    closeRedis(one)
    await back.stop()
  })
})
