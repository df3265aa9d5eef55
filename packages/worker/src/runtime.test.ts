import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../test/harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

describe('a job that works', () => {
  it('is run by its handler, as the system, and recorded', async () => {
    const actors: string[] = []
    harness.start({
      handlers: {
        'test.ok': async (ctx, { n }) => {
          actors.push(ctx.actor.kind)
          return { n: n * 2 }
        },
      },
    })
    await harness.add('test.ok', { n: 21 })
    await until(harness.runs, 1)
    const run = harness.infra.db.selectFrom('job_run').selectAll()
    await expect
      .poll(() => run.executeTakeFirst())
      .toMatchObject({
        name: 'test.ok',
        state: 'completed',
        attempt: 1,
        result: { n: 42 },
        error: null,
        worker: expect.stringContaining(`${process.pid}`),
      })
    expect(actors).toEqual(['system'])
    expect(await harness.dead()).toEqual([])
  })

  it('is not recorded when its schedule says so', async () => {
    const runtime = harness.start({ isRecorded: () => false })
    await harness.add('test.ok', { n: 1 })
    await expect.poll(() => runtime.metrics.render({})).toContain('outcome="completed"} 1')
    expect(await harness.runs()).toEqual([])
  })
})

describe('a job that does not', () => {
  it('is dead at once when its payload is not the schema’s', async () => {
    harness.start()
    await harness.add('test.ok', { n: 'poison' })
    const [dead] = await until(harness.dead, 1)
    expect(dead).toMatchObject({ name: 'test.ok', payload: { n: 'poison' }, attempts: 1 })
    expect(dead?.error).toContain('expected number')
    expect(await harness.runs()).toEqual([])
  })

  it('is dead at once when nothing is known of it', async () => {
    harness.start()
    await harness.producer.queue('ops').add('test.unheardOf', { n: 1 }, { attempts: 5 })
    const [dead] = await until(harness.dead, 1)
    expect(dead).toMatchObject({ name: 'test.unheardOf', payload: { n: 1 }, attempts: 1 })
  })

  it('is dead at once when trying again cannot help', async () => {
    harness.start()
    await harness.add('test.refused', { n: 1 })
    const [dead] = await until(harness.dead, 1)
    expect(dead).toMatchObject({ name: 'test.refused', attempts: 1 })
    expect((await harness.runs()).map(({ state }) => state)).toEqual(['failed'])
  })

  it('is tried again as often as it says, then dead, once', async () => {
    harness.start()
    await harness.add('test.fails', { n: 7 })
    const dead = await until(harness.dead, 1)
    expect(dead).toEqual([
      { name: 'test.fails', payload: { n: 7 }, error: 'cannot do 7', attempts: 3 },
    ])
    expect((await harness.runs()).map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'failed'],
      [2, 'failed'],
      [3, 'failed'],
    ])
  })

  it('is alive again when a later attempt works', async () => {
    let attempts = 0
    harness.start({
      handlers: {
        'test.fails': async (_ctx, { n }) => {
          attempts += 1
          if (attempts < 3) throw new Error('not yet')
          return { n }
        },
      },
    })
    await harness.add('test.fails', { n: 1 })
    await expect
      .poll(async () => (await harness.runs()).map(({ state }) => state))
      .toEqual(['failed', 'failed', 'completed'])
    expect(await harness.dead()).toEqual([])
  })

  it('does not keep its place in the queue beyond its time', async () => {
    harness.start()
    await harness.add('test.hangs', { n: 1 })
    const [dead] = await until(harness.dead, 1)
    expect(dead?.error).toMatch(/timeout/i)
  })

  it('does not hold up the next', async () => {
    harness.start()
    await harness.add('test.refused', { n: 1 })
    await harness.add('test.sleeps', { n: 1 })
    await expect
      .poll(async () => (await harness.runs()).map(({ state }) => state))
      .toEqual(['failed', 'completed'])
  })

  it('is dead when it starts too often without ever ending', async () => {
    const queue = harness.producer.queue('ops')
    const job = await queue.add('test.sleeps', { n: 1 }, { attempts: 3 })
    // What a worker that crashes in the middle of the job leaves, ten times over.
    await harness.infra.redis.hset(`${harness.infra.config.QUEUE_PREFIX}:ops:${job.id}`, 'ats', 10)
    harness.start()
    const [dead] = await until(harness.dead, 1)
    expect(dead?.error).toContain('started more than allowable limit')
  })
})

describe('a sandboxed job', () => {
  it('keeps its lock while it computes for longer than the lock lasts', async () => {
    harness.start({ lockMs: 1_000 })
    await harness.add('test.burns', { n: 1_600 })
    await expect
      .poll(harness.runs, { timeout: 15_000 })
      .toEqual([{ name: 'test.burns', attempt: 1, state: 'completed', error: null }])
    const rows = await harness.infra.db.selectFrom('outbox').select('job').execute()
    expect(rows).toEqual([{ job: 'test.burnt' }])
  }, 25_000)

  it('leaves this thread free', async () => {
    harness.start()
    await harness.add('test.burns', { n: 1_000 })
    await until(harness.runs, 1)
    let turns = 0
    while ((await harness.runs())[0]?.state === 'active') turns += 1
    expect(turns).toBeGreaterThan(5)
  })

  it('is ended when its time is over, even if it never looks up', async () => {
    harness.start()
    await harness.add('test.spins', { n: 1 })
    const [dead] = await until(harness.dead, 1)
    expect(dead).toMatchObject({ name: 'test.spins', attempts: 1 })
    await harness.add('test.burns', { n: 1 })
    await expect.poll(harness.runs).toHaveLength(2)
  })

  it('reports its failure like any other', async () => {
    harness.start()
    await harness.producer.queue('bulk').add('test.burns', { n: 'poison' })
    const [dead] = await until(harness.dead, 1)
    expect(dead?.name).toBe('test.burns')
  })
})

describe('close', () => {
  it('lets what runs come to its end, and takes nothing new', async () => {
    const runtime = harness.start()
    await harness.add('test.sleeps', { n: 400 })
    await harness.add('test.sleeps', { n: 1 })
    await until(harness.runs, 1)
    expect(runtime.isRunning()).toBe(true)
    const closed = runtime.close(10_000)
    expect(runtime.isRunning()).toBe(false)
    await closed
    expect((await harness.runs()).map(({ state }) => state)).toEqual(['completed'])
    expect(await harness.producer.queue('ops').getWaitingCount()).toBe(1)
  })

  it('gives back what does not end in time, without costing it an attempt', async () => {
    const runtime = harness.start()
    await harness.add('test.sleeps', { n: 60_000 })
    await until(harness.runs, 1)
    await runtime.close(50)
    const [job] = await harness.producer.queue('ops').getWaiting(0, 9)
    expect(job).toMatchObject({ name: 'test.sleeps', attemptsMade: 0 })
    expect((await harness.runs()).map(({ state }) => state)).toEqual(['failed'])
    expect(await harness.dead()).toEqual([])
  })

  it('ends a sandbox, and gives its job back', async () => {
    const runtime = harness.start()
    await harness.add('test.burns', { n: 60_000 })
    await until(harness.runs, 1)
    await sleep(300)
    await runtime.close(50)
    expect(await harness.producer.queue('bulk').getWaitingCount()).toBe(1)
  })

  it('may be called again', async () => {
    const runtime = harness.start()
    await Promise.all([runtime.close(0), runtime.close(0)])
    await runtime.close(0)
  })
})

async function until<Row>(read: () => Promise<Row[]>, count: number): Promise<Row[]> {
  await expect.poll(async () => (await read()).length, { timeout: 10_000 }).toBe(count)
  return await read()
}
