import { notify } from '@loadout/core/notifications'
import type { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PollLoop } from '../poll-loop.ts'
import { createTestInfra, startTestRedis, type TestInfra } from '../testing/index.ts'
import { startEventRelay } from './event-relay.ts'
import { eventKeys } from './keys.ts'

let infra: TestInfra
let redis: Redis
let accountId: number
let relays: PollLoop[] = []
beforeAll(async () => {
  infra = await createTestInfra()
  redis = infra.redis
  const { id } = await infra.db
    .insertInto('account')
    .values({ kind: 'user', display_name: 'Kim', name_key: 'kim' })
    .returning('id')
    .executeTakeFirstOrThrow()
  accountId = id
})
afterAll(() => infra.close())
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.close()))
  relays = []
  await sql`truncate event, notification restart identity`.execute(infra.db)
  await redis.del(...Object.values(keys()))
})

const keys = () => eventKeys(infra.config.QUEUE_PREFIX)

function start(redisUrl = infra.config.REDIS_URL): PollLoop {
  const prefix = infra.config.QUEUE_PREFIX
  const relay = startEventRelay({ services: infra, redisUrl, prefix, pollMs: 10, batch: 3 })
  relays.push(relay)
  return relay
}

const tell = (reason: string, andThen = async () => {}) =>
  infra.db.transaction().execute(async (tx) => {
    const detail = { status: 'hidden', cause: 'moderator', reason } as const
    await notify(tx, { accountId, kind: 'moderation', detail })
    await andThen()
  })

const waiting = () => infra.db.selectFrom('event').select('id').orderBy('id').execute()

const published = async () =>
  (await redis.xrange(keys().stream, '-', '+')).map(([, [, channel, , payload]]) => ({
    channel,
    ...JSON.parse(payload ?? ''),
  }))

describe('the event relay', () => {
  it('publishes what was committed, in its order, and nothing that was not', async () => {
    for (let n = 1; n <= 4; n += 1) await tell(`${n}`)
    const failing = tell('5', () => Promise.reject(new Error('changed my mind')))
    await expect(failing).rejects.toThrow('changed my mind')
    await tell('6')
    start()
    await expect.poll(waiting).toEqual([])
    const channel = `notifications:${accountId}`
    expect(await published()).toEqual([1, 2, 3, 4, 6].map((id) => ({ channel, id })))
  })

  it('publishes each event once, however many relays there are', async () => {
    for (const _ of [1, 2, 3]) start()
    await Promise.all(Array.from({ length: 30 }, (_, n) => tell(`${n}`)))
    await expect.poll(waiting).toEqual([])
    const ids = (await published()).map(({ id }) => id)
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  it('keeps events in the database while Redis is away', async () => {
    const own = await startTestRedis()
    await own.stop()
    start(own.url)
    await tell('1')
    start().poke()
    await expect.poll(published).toHaveLength(1)
    await expect.poll(waiting).toEqual([])
  })
})
