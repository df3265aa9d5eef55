import { silentLog } from '@loadout/core'
import type { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeRedis, createRedis } from '../redis.ts'
import { startTestRedis, type TestRedisServer } from '../testing/index.ts'
import {
  type Arrival,
  createEventFeed,
  type EventFeed,
  type EventFeedOptions,
} from './event-feed.ts'
import { eventKeys } from './keys.ts'
import { publishEvents } from './publish.ts'

const PREFIX = 'feed'
const keys = eventKeys(PREFIX)
let server: TestRedisServer
let redis: Redis
let feeds: EventFeed[]
beforeAll(async () => {
  server = await startTestRedis()
})
afterAll(() => server.stop())
beforeEach(() => {
  redis = createRedis({ url: server.url, profile: 'publish', log: silentLog })
  feeds = []
})
afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.close()))
  await redis.flushall()
  closeRedis(redis)
})

const publish = (...ids: number[]) =>
  publishEvents(
    redis,
    keys,
    ids.map((id) => ({ id, channel: `c:${id}`, payload: { id } })),
  )

/** A feed, and all that it has brought. */
function listen(options: Partial<EventFeedOptions> = {}) {
  const feed = createEventFeed({ redisUrl: server.url, prefix: PREFIX, log: silentLog, ...options })
  const heard: Arrival[] = []
  feed.listen((arrival) => heard.push(arrival))
  feeds.push(feed)
  const channels = () => heard.flatMap(({ entries }) => entries.map(({ channel }) => channel))
  const gaps = () => heard.filter(({ isAfterGap }) => isAfterGap)
  return { feed, heard, channels, gaps }
}

describe('an event feed', () => {
  it('says first where the stream is, then what comes next in its order', async () => {
    const { epoch } = await publish(1, 2)
    const { heard, channels } = listen()
    await expect
      .poll(() => heard)
      .toEqual([{ entries: [], end: { epoch, seq: 2 }, isAfterGap: true }])
    await publish(4, 3)
    await expect.poll(channels).toEqual(['c:4', 'c:3'])
    expect(heard[1]).toEqual({
      entries: [
        { epoch, seq: 3, channel: 'c:4', payload: { id: 4 } },
        { epoch, seq: 4, channel: 'c:3', payload: { id: 3 } },
      ],
      end: { epoch, seq: 4 },
      isAfterGap: false,
    })
  })

  it('knows what was published before it listened', async () => {
    const { epoch } = await publish(1, 2, 3)
    const { feed, heard } = listen()
    await expect.poll(() => heard.length).toBe(1)
    expect(feed.since({ epoch, seq: 1 })?.map(({ channel }) => channel)).toEqual(['c:2', 'c:3'])
    expect(feed.since({ epoch, seq: 0 })).toHaveLength(3)
    expect(feed.since({ epoch, seq: 3 })).toEqual([])
    expect(feed.since({ epoch, seq: 4 })).toBeNull()
    expect(feed.since({ epoch: epoch - 1, seq: 1 })).toBeNull()
  })

  it('cannot tell what is further back than it looks', async () => {
    const { epoch } = await publish(1, 2, 3, 4, 5)
    const { feed, heard } = listen({ tail: 2 })
    await expect.poll(() => heard.length).toBe(1)
    expect(feed.since({ epoch, seq: 3 })).toHaveLength(2)
    expect(feed.since({ epoch, seq: 2 })).toBeNull()
  })

  it('has nothing to say before it listens', () => {
    const options = { redisUrl: server.url, prefix: PREFIX, log: silentLog }
    expect(createEventFeed(options).since({ epoch: 1, seq: 1 })).toBeNull()
  })

  it('says that there may be a gap when the stream was wiped, events or not', async () => {
    const before = await publish(1)
    const { heard, gaps, channels } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await redis.flushall()
    await expect.poll(() => gaps().length, { timeout: 5_000 }).toBe(2)
    const { end } = gaps()[1] as Arrival
    expect(end.epoch).toBeGreaterThan(before.epoch)
    expect(end.seq).toBe(0)
    await publish(2)
    await expect.poll(channels).toEqual(['c:2'])
  })

  it('says so when events come in another epoch', async () => {
    await publish(1)
    const { feed, heard, gaps } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await redis.flushall()
    const after = await publish(2, 3)
    await expect.poll(() => gaps().length).toBe(2)
    expect(heard.at(-1)?.end).toEqual(after)
    expect(feed.since({ epoch: after.epoch, seq: 1 })?.map(({ channel }) => channel)).toEqual([
      'c:3',
    ])
  })

  it('says so when it was so slow that what comes next is gone', async () => {
    const { epoch } = await publish(1)
    const { heard, gaps, channels } = listen()
    await expect.poll(() => heard.length).toBe(1)
    const sent = ['channel', 'c:9', 'payload', '{}', 'at', String(Date.now())]
    await publish(2)
    await expect.poll(channels).toEqual(['c:2'])
    await redis
      .multi()
      .hset(keys.head, 'seq', 9)
      .xadd(keys.stream, `${epoch}-9`, ...sent)
      .exec()
    await expect.poll(() => gaps().length).toBe(2)
    expect(heard.at(-1)?.end).toEqual({ epoch, seq: 9 })
  })

  it('goes on after its connection was cut, without a gap', async () => {
    await publish(1)
    const { heard, channels, gaps } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    await publish(2, 3)
    await expect.poll(channels, { timeout: 5_000 }).toEqual(['c:2', 'c:3'])
    expect(gaps()).toHaveLength(1)
  })

  it('waits for a server that is away when it begins', async () => {
    const own = await startTestRedis()
    await own.stop()
    const { heard } = listen({ redisUrl: own.url })
    const back = await startTestRedis({ port: own.port })
    await expect.poll(() => heard.length, { timeout: 8_000 }).toBe(1)
    await Promise.all(feeds.splice(0).map((feed) => feed.close()))
    await back.stop()
  })

  it('makes nothing of what others write there', async () => {
    const { epoch } = await publish(1)
    const { heard, channels } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await redis.xadd(keys.stream, `${epoch}-2`, 'channel', 'c:x', 'payload', 'no JSON')
    await expect.poll(channels).toEqual(['c:x'])
    expect(heard.at(-1)?.entries[0]?.payload).toEqual({})
  })

  it.each(['*', '9999999999999999-1'])(
    'begins anew, once, after what others write as %s',
    async (id) => {
      await publish(1)
      const { heard, channels, gaps } = listen()
      await expect.poll(() => heard.length).toBe(1)
      await redis.xadd(keys.stream, id, 'hello', 'world')
      await expect.poll(() => gaps().length).toBe(2)
      await publish(2)
      await expect.poll(channels).toEqual(['c:2'])
      expect(gaps()).toHaveLength(2)
    },
  )

  it('hears nothing any more once it is closed, which may be said twice', async () => {
    const { feed, heard } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await Promise.all([feed.close(), feed.close()])
    await publish(1)
    expect(heard).toHaveLength(1)
  })
})
