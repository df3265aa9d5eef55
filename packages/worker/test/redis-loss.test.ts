import { silentLog } from '@loadout/core'
import { ingestMatch } from '@loadout/core/matches'
import { health } from '@loadout/core/ops'
import { enqueue } from '@loadout/core/outbox'
import { closeRedis, createRedis, parseEnv } from '@loadout/infra'
import {
  createTestInfra,
  startTestRedis,
  type TestInfra,
  type TestRedisServer,
} from '@loadout/infra/testing'
import { simulateMatches } from '@loadout/simulator'
import { describe, it, type TestContext } from 'vitest'
import { workerEnv } from '../src/env.ts'
import { startWorker, type WorkerProcess } from '../src/start-worker.ts'

const DURABLE = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']

/** A Redis of the test's own with services on it, and a worker when it is started. */
async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  let server: TestRedisServer = await startTestRedis({ settings: DURABLE })
  const infra = await createTestInfra({ env: { REDIS_URL: server.url, LOG_LEVEL: 'silent' } })
  let worker: WorkerProcess | undefined
  onTestFinished(async () => {
    await worker?.close()
    await infra.close()
    await server.stop()
  })
  return {
    infra,
    redisUrl: server.url,
    kill: () => server.stop('SIGKILL'),
    async restart() {
      server = await startTestRedis({ settings: DURABLE, port: server.port })
    },
    async start() {
      worker = await startWorker(configOf(infra))
      return worker
    },
    async ready(): Promise<number> {
      return (await fetch(`http://127.0.0.1:${worker?.port}/readyz`)).status
    },
    ingest: (count: number) => ingest(infra, count),
    async backlog(): Promise<number> {
      const report = await health(infra, { redis: async () => {}, version: 'test' })
      return report.backlog.rollup
    },
  }
}

/** At the same time: each waits for what a worker does now and then. */
describe.concurrent('losing everything in Redis', () => {
  it('leaves no stored match out of the roll-ups', async (context) => {
    const { backlog, infra, ingest, start } = await open(context)
    await ingest(5)
    // The wake-ups are handed over and lost: nothing but the matches themselves remains.
    await infra.db.deleteFrom('outbox').execute()
    await start()
    await context.expect.poll(backlog, { timeout: 15_000 }).toBe(0)
  }, 30_000)

  it('is healed by a worker that runs', async (context) => {
    const { backlog, infra, ingest, redisUrl, start } = await open(context)
    await start()
    await ingest(3)
    await context.expect.poll(backlog, { timeout: 15_000 }).toBe(0)
    const redis = createRedis({ url: redisUrl, profile: 'patient', log: silentLog })
    await redis.flushall()
    closeRedis(redis)
    await ingest(3)
    await infra.db.deleteFrom('outbox').execute()
    await context.expect.poll(backlog, { timeout: 30_000 }).toBe(0)
  }, 60_000)

  it('costs only time when it comes with a crash of the server', async (context) => {
    const { backlog, infra, ingest, kill, ready, restart, start } = await open(context)
    await start()
    await ingest(2)
    await context.expect.poll(backlog, { timeout: 15_000 }).toBe(0)
    await kill()
    await ingest(3)
    await enqueue(infra.db, 'ops.cleanup', { dryRun: true })
    await context.expect.poll(ready, { timeout: 15_000 }).toBe(503)
    await restart()
    await context.expect.poll(backlog, { timeout: 30_000 }).toBe(0)
    await context.expect.poll(ready, { timeout: 15_000 }).toBe(200)
    const cleanups = infra.db
      .selectFrom('job_run')
      .select('state')
      .where('name', '=', 'ops.cleanup')
    await context.expect
      .poll(() => cleanups.execute(), { timeout: 15_000 })
      .toEqual([{ state: 'completed' }])
  }, 90_000)

  it('does not keep a worker from stopping', async (context) => {
    const { ingest, kill, ready, restart, start } = await open(context)
    const worker = await start()
    await ingest(1)
    await kill()
    await context.expect.poll(ready, { timeout: 15_000 }).toBe(503)
    await worker.close()
    await restart()
  }, 60_000)
})

function configOf({ env }: TestInfra) {
  return parseEnv(workerEnv, { ...env, WORKER_PORT: '0', REDIS_DURABILITY: 'require' })
}

let seed = 0
async function ingest(infra: TestInfra, count: number): Promise<void> {
  seed += 1
  const ctx = { ...infra, actor: { kind: 'system', name: 'test' } as const }
  for (const document of simulateMatches({ seed, count })) {
    await ingestMatch(ctx, { source: 'riot', document })
  }
}
