import { silentLog } from '@loadout/core'
import { JOBS, QUEUES } from '@loadout/core/jobs'
import { closeRedis, createRedis } from '@loadout/infra'
import { createJobProducer, type JobProducer } from '@loadout/infra/jobs'
import { startTestRedis, type TestRedisServer } from '@loadout/infra/testing'
import { type Job, Worker } from 'bullmq'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRecorded, SCHEDULES, type Schedule, startSchedules } from './schedules.ts'

let server: TestRedisServer
let redis: ReturnType<typeof createRedis>
let producer: JobProducer
let opened: { close(): Promise<void> }[]

beforeAll(async () => {
  server = await startTestRedis()
})
afterAll(() => server.stop())
beforeEach(() => {
  redis = createRedis({ url: server.url, profile: 'patient', log: silentLog })
  producer = createJobProducer({ redisUrl: server.url, prefix: 'test', log: silentLog })
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()))
  await producer.close()
  await redis.flushall()
  closeRedis(redis)
})

const every = (milliseconds: number): Schedule => ({
  id: 'test.tick',
  job: 'stats.rollup',
  input: {},
  repeat: { every: milliseconds },
  recorded: false,
})

describe('SCHEDULES', () => {
  it('are of jobs there are, under names of their own, with inputs the jobs accept', () => {
    expect(new Set(SCHEDULES.map(({ id }) => id)).size).toBe(SCHEDULES.length)
    for (const { job, input } of SCHEDULES) {
      expect(JOBS[job].input.safeParse(input).success, job).toBe(true)
    }
  })

  it('do not fill job_run with sweeps that find nothing', () => {
    expect(isRecorded({ repeatJobKey: 'stats.rollup.sweep' })).toBe(false)
    expect(isRecorded({ repeatJobKey: 'ops.cleanup.daily' })).toBe(true)
    expect(isRecorded({})).toBe(true)
  })
})

describe('startSchedules', () => {
  it('makes every schedule of the list, with the retries of its job', async () => {
    start({})
    await expect.poll(keys).toEqual(SCHEDULES.map(({ id }) => id).sort())
    const daily = await producer.queue('ops').getJobScheduler('ops.cleanup.daily')
    expect(daily).toMatchObject({
      name: 'ops.cleanup',
      pattern: '0 4 * * *',
      tz: 'UTC',
      template: { data: { dryRun: false }, opts: { attempts: JOBS['ops.cleanup'].attempts } },
    })
    expect(new Date(daily?.next ?? 0).toISOString()).toMatch(/T04:00:00.000Z$/)
  })

  it('starts the job at each tick, once, whatever number of workers there are', async () => {
    for (let n = 0; n < 3; n += 1) start({ schedules: [every(300)], checkMs: 50 })
    const ticks: number[] = []
    for (let n = 0; n < 3; n += 1) work((job) => ticks.push(tickOf(job)))
    await expect.poll(() => ticks.length, { timeout: 5_000 }).toBeGreaterThan(5)
    expect(new Set(ticks).size).toBe(ticks.length)
    const gaps = ticks.slice(1).map((tick, n) => tick - (ticks[n] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(300)
  })

  it('heals when Redis is emptied', async () => {
    let runs = 0
    work(() => {
      runs += 1
    })
    start({ schedules: [every(100)], checkMs: 100 })
    await expect.poll(() => runs).toBeGreaterThan(1)
    await redis.flushall()
    const before = runs
    await expect.poll(() => runs, { timeout: 10_000 }).toBeGreaterThan(before + 2)
  })

  it('replaces one that changed, and removes one that left the code', async () => {
    const old = start({ schedules: [every(60_000), { ...every(60_000), id: 'test.gone' }] })
    await expect.poll(keys).toEqual(['test.gone', 'test.tick'])
    await old.close()
    start({ schedules: [every(30_000)] })
    await expect.poll(keys).toEqual(['test.tick'])
    const changed = await producer.queue('stats').getJobScheduler('test.tick')
    expect(changed?.every).toBe(30_000)
  })

  it('leaves alone what is as it should be, so that a tick that is due is not skipped', async () => {
    start({ schedules: [every(60_000)], checkMs: 20 })
    await expect.poll(keys).toEqual(['test.tick'])
    const read = () => producer.queue('stats').getJobScheduler('test.tick')
    const first = await read()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await read()).toEqual(first)
  })
})

function start(options: { schedules?: readonly Schedule[]; checkMs?: number }) {
  const schedules = startSchedules({ producer, log: silentLog, ...options })
  opened.unshift(schedules)
  return schedules
}

function work(handle: (job: Job) => void): void {
  const worker = new Worker('stats', async (job) => handle(job), {
    connection: redis,
    prefix: 'test',
  })
  worker.on('error', () => {})
  opened.push({ close: () => worker.close() })
}

async function keys(): Promise<string[]> {
  const lists = await Promise.all(
    QUEUES.map((queue) => producer.queue(queue).getJobSchedulers(0, 99)),
  )
  return lists
    .flat()
    .map(({ key }) => key)
    .sort()
}

/** The time a scheduled job is for: the last part of its id. */
function tickOf(job: Job): number {
  return Number(job.id?.split(':').at(-1))
}
