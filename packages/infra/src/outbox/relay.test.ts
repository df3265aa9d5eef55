import { silentLog } from '@loadout/core'
import { enqueue, outboxBacklog } from '@loadout/core/outbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobProducer, type JobProducer } from '../jobs/producer.ts'
import { createTestInfra, type TestInfra } from '../testing/test-infra.ts'
import { type Relay, startRelay } from './relay.ts'

let infra: TestInfra
let producer: JobProducer
let relays: Relay[]

beforeEach(async () => {
  infra = await createTestInfra()
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  producer = createJobProducer({ redisUrl, prefix, log: silentLog })
  relays = []
})
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.close()))
  await producer.close()
  await infra.close()
})

describe('startRelay', () => {
  it('loses nothing and publishes no ghosts, with two relays and transactions that roll back', async () => {
    start({ batch: 7 })
    start({ batch: 5 })
    const writers = Array.from({ length: 8 }, (_, writer) => write(writer, 50))
    const committed = (await Promise.all(writers)).flat().sort((a, b) => a - b)
    await drained()
    expect(await published()).toEqual(committed)
    expect(committed.length).toBeGreaterThan(100)
  })

  it('sees a committed entry without a poke, and an uncommitted one not at all', async () => {
    start({ pollMs: 20 })
    await infra.db.transaction().execute(async (tx) => {
      await enqueue(tx, 'stats.retryQuarantine', { ids: [1] })
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(await published()).toEqual([])
    })
    await expect.poll(published).toEqual([1])
  })

  it('looks at once when it is poked', async () => {
    const relay = start({ pollMs: 60_000 })
    await expect.poll(() => outboxBacklog(infra.db)).toBe(0)
    await enqueue(infra.db, 'stats.retryQuarantine', { ids: [1] })
    await expect
      .poll(async () => {
        relay.poke()
        return await published()
      })
      .toEqual([1])
  })

  it('buries an entry of a job that no version here knows, and goes on with those behind it', async () => {
    const payload = JSON.stringify({ of: 'tomorrow' })
    await infra.db.insertInto('outbox').values({ job: 'future.job', payload }).execute()
    await enqueue(infra.db, 'stats.retryQuarantine', { ids: [2] })
    start()
    await expect.poll(published).toEqual([2])
    const dead = await infra.db
      .selectFrom('dead_job')
      .select(['job_id', 'name', 'payload'])
      .execute()
    expect(dead).toEqual([{ job_id: 'ob-1', name: 'future.job', payload: { of: 'tomorrow' } }])
    expect(await outboxBacklog(infra.db)).toBe(0)
  })

  it('keeps entries while they cannot be published, and publishes them when they can', async () => {
    await enqueue(infra.db, 'stats.retryQuarantine', { ids: [3] })
    let failures = 0
    const failing: JobProducer = {
      ...producer,
      publish: async (entries) => {
        failures += 1
        if (failures <= 2) throw new Error('Redis is away')
        await producer.publish(entries)
      },
    }
    relays.push(startRelay({ services: infra, producer: failing, pollMs: 10 }))
    await expect.poll(published).toEqual([3])
    expect(failures).toBe(3)
    expect(await outboxBacklog(infra.db)).toBe(0)
  })

  it('finishes what it has begun when it is closed, and can be closed again', async () => {
    for (let n = 1; n <= 30; n += 1) await enqueue(infra.db, 'stats.retryQuarantine', { ids: [n] })
    const relay = start({ batch: 10 })
    await relay.close()
    await relay.close()
    const done = await published()
    expect(done.length + (await outboxBacklog(infra.db))).toBe(30)
  })
})

function start(options: { pollMs?: number; batch?: number } = {}): Relay {
  const relay = startRelay({ services: infra, producer, pollMs: 10, ...options })
  relays.push(relay)
  return relay
}

/** Writes numbered entries, one transaction each; every third rolls back. Returns those committed. */
async function write(writer: number, count: number): Promise<number[]> {
  const committed: number[] = []
  for (let n = 1; n <= count; n += 1) {
    const id = writer * 1_000 + n
    const rollsBack = n % 3 === 0
    const written = infra.db.transaction().execute(async (tx) => {
      await enqueue(tx, 'stats.retryQuarantine', { ids: [id] })
      if (rollsBack) throw new Error('changed my mind')
    })
    await written.catch(() => undefined)
    if (!rollsBack) committed.push(id)
  }
  return committed
}

async function drained(): Promise<void> {
  await expect.poll(() => outboxBacklog(infra.db), { timeout: 10_000 }).toBe(0)
}

/** The ids that reached the queue, ascending; a job that came twice would be there twice. */
async function published(): Promise<number[]> {
  const jobs = await producer.queue('bulk').getWaiting(0, 9_999)
  return jobs.flatMap((job): number[] => job.data.ids).sort((a, b) => a - b)
}
