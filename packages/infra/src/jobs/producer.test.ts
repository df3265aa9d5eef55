import { randomUUID } from 'node:crypto'
import { silentLog } from '@loadout/core'
import { defineJob } from '@loadout/core/jobs'
import type { OutboxEntry } from '@loadout/core/outbox'
import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeRedis, createRedis } from '../redis.ts'
import { requireTestServers } from '../testing/servers.ts'
import { createJobProducer, type JobProducer } from './producer.ts'

const common = { result: z.object({}), attempts: 4, backoffMs: 50, timeoutMs: 1_000 }
const registry = {
  'test.wake': defineJob({
    ...common,
    name: 'test.wake',
    queue: 'stats',
    input: z.object({ key: z.string() }),
    coalesceKey: ({ key }) => key,
  }),
  'test.plain': defineJob({ ...common, name: 'test.plain', queue: 'ops', input: z.object({}) }),
}

const { redisUrl } = requireTestServers()
let prefix: string
let producer: JobProducer
let redis: Redis
let ids: number

beforeEach(() => {
  prefix = `test-${randomUUID()}`
  producer = createJobProducer({ redisUrl, prefix, log: silentLog, registry })
  redis = createRedis({ url: redisUrl, profile: 'patient', log: silentLog })
  ids = 0
})
afterEach(async () => {
  for (const queue of ['stats', 'ops'] as const)
    await producer.queue(queue).obliterate({ force: true })
  await producer.close()
  closeRedis(redis)
})

describe('publish', () => {
  it('hands each entry to the queue of its job, with its retries and the time it was written', async () => {
    const plain = entry('test.plain', {})
    await producer.publish([plain, entry('test.wake', { key: 'a' })])
    const job = await producer.queue('ops').getJob('ob-1')
    expect(job).toMatchObject({
      name: 'test.plain',
      data: {},
      timestamp: plain.createdAt.getTime(),
    })
    expect(job?.opts).toMatchObject({ attempts: 4, backoff: { type: 'exponential', delay: 50 } })
    expect(await producer.queue('stats').getWaitingCount()).toBe(1)
  })

  it('publishes an entry once, however often it is asked to', async () => {
    const entries = Array.from({ length: 10 }, () => entry('test.plain', {}))
    await producer.publish(entries)
    await producer.publish(entries)
    expect(await producer.queue('ops').getWaitingCount()).toBe(10)
  })

  it('refuses a job it does not know', async () => {
    expect(producer.knows('test.plain')).toBe(true)
    expect(producer.knows('test.unknown')).toBe(false)
    await expect(producer.publish([entry('test.unknown', {})])).rejects.toThrow('test.unknown')
  })

  it('throws when Redis is away, so that the claim is rolled back', async () => {
    const lost = createJobProducer({
      redisUrl: 'redis://127.0.0.1:1',
      prefix,
      log: silentLog,
      registry,
    })
    await expect(lost.publish([entry('test.plain', {})])).rejects.toThrow()
    await lost.close()
  })
})

describe('coalescing', () => {
  it('lets one wait, whatever number of wake-ups there were', async () => {
    await producer.publish(Array.from({ length: 50 }, () => entry('test.wake', { key: 'a' })))
    await producer.publish([entry('test.wake', { key: 'a' }), entry('test.wake', { key: 'b' })])
    expect(await producer.queue('stats').getWaitingCount()).toBe(2)
  })

  it('runs once more for wake-ups that came while one ran, and only once', async () => {
    const first = Promise.withResolvers<void>()
    const running = Promise.withResolvers<void>()
    let runs = 0
    const worker = work(async () => {
      runs += 1
      running.resolve()
      if (runs === 1) await first.promise
    })
    await producer.publish([entry('test.wake', { key: 'a' })])
    await running.promise
    for (let n = 0; n < 20; n += 1) await producer.publish([entry('test.wake', { key: 'a' })])
    expect(await producer.queue('stats').getWaitingCount()).toBe(0)
    first.resolve()
    await idle()
    expect(runs).toBe(2)
    await worker.close()
  })

  it('runs once more even when the run that was active fails for good', async () => {
    const running = Promise.withResolvers<void>()
    const fail = Promise.withResolvers<void>()
    let runs = 0
    const worker = work(async (attempts) => {
      runs += 1
      running.resolve()
      if (runs === 1) await fail.promise
      if (runs <= attempts) throw new Error('not yet')
    })
    await producer.publish([entry('test.wake', { key: 'a' })])
    await running.promise
    await producer.publish([entry('test.wake', { key: 'a' })])
    fail.resolve()
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(common.attempts + 1)
    await worker.close()
  })

  it('never loses a wake-up: what is written before it is seen by a run that starts after it', async () => {
    let written = 0
    let seen = 0
    const worker = work(async () => {
      seen = written
      await new Promise((resolve) => setImmediate(resolve))
    })
    for (let n = 0; n < 300; n += 1) {
      written += 1
      await producer.publish([entry('test.wake', { key: 'a' })])
    }
    await expect.poll(() => seen).toBe(300)
    await worker.close()
  })
})

function entry(job: string, payload: Record<string, unknown>): OutboxEntry {
  ids += 1
  return { id: ids, job, payload, createdAt: new Date(1_767_225_600_000 + ids) }
}

function work(handle: (attempts: number) => Promise<void>): Worker {
  return new Worker('stats', (job) => handle(job.opts.attempts ?? 1), { connection: redis, prefix })
}

async function idle(): Promise<void> {
  const queue = producer.queue('stats')
  await expect.poll(() => queue.getJobCountByTypes('active', 'waiting', 'delayed')).toBe(0)
}
