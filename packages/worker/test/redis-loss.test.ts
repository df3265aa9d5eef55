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
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { workerEnv } from '../src/env.ts'
import { startWorker, type WorkerProcess } from '../src/start-worker.ts'

const DURABLE = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']

let server: TestRedisServer
let infra: TestInfra
let worker: WorkerProcess | undefined
beforeEach(async () => {
  server = await startTestRedis({ settings: DURABLE })
  infra = await createTestInfra({ env: { REDIS_URL: server.url, LOG_LEVEL: 'silent' } })
})
afterEach(async () => {
  await worker?.close()
  await infra.close()
  await server.stop()
})

describe('losing everything in Redis', () => {
  it('leaves no stored match out of the roll-ups', async () => {
    await ingest(5)
    // The wake-ups are handed over and lost: nothing but the matches themselves remains.
    await infra.db.deleteFrom('outbox').execute()
    worker = await startWorker(configOf(infra))
    await expect.poll(backlog, { timeout: 15_000 }).toBe(0)
  }, 30_000)

  it('is healed by a worker that runs', async () => {
    worker = await startWorker(configOf(infra))
    await ingest(3)
    await expect.poll(backlog, { timeout: 15_000 }).toBe(0)
    const redis = createRedis({ url: server.url, profile: 'patient', log: silentLog })
    await redis.flushall()
    closeRedis(redis)
    await ingest(3)
    await infra.db.deleteFrom('outbox').execute()
    await expect.poll(backlog, { timeout: 30_000 }).toBe(0)
  }, 60_000)

  it('costs only time when it comes with a crash of the server', async () => {
    worker = await startWorker(configOf(infra))
    await ingest(2)
    await expect.poll(backlog, { timeout: 15_000 }).toBe(0)
    await server.stop('SIGKILL')
    await ingest(3)
    await enqueue(infra.db, 'ops.cleanup', { dryRun: true })
    await expect.poll(() => ready(worker), { timeout: 15_000 }).toBe(503)
    server = await startTestRedis({ settings: DURABLE, port: server.port })
    await expect.poll(backlog, { timeout: 30_000 }).toBe(0)
    await expect.poll(() => ready(worker), { timeout: 15_000 }).toBe(200)
    const cleanups = infra.db
      .selectFrom('job_run')
      .select('state')
      .where('name', '=', 'ops.cleanup')
    await expect
      .poll(() => cleanups.execute(), { timeout: 15_000 })
      .toEqual([{ state: 'completed' }])
  }, 90_000)

  it('does not keep a worker from stopping', async () => {
    worker = await startWorker(configOf(infra))
    await ingest(1)
    await server.stop('SIGKILL')
    await expect.poll(() => ready(worker), { timeout: 15_000 }).toBe(503)
    await worker.close()
    server = await startTestRedis({ settings: DURABLE, port: server.port })
  }, 60_000)
})

async function ready(one: WorkerProcess | undefined): Promise<number> {
  return (await fetch(`http://127.0.0.1:${one?.port}/readyz`)).status
}

function configOf({ env }: TestInfra) {
  return parseEnv(workerEnv, { ...env, WORKER_PORT: '0', REDIS_DURABILITY: 'require' })
}

let seed = 0
async function ingest(count: number): Promise<void> {
  seed += 1
  const ctx = { ...infra, actor: { kind: 'system', name: 'test' } as const }
  for (const document of simulateMatches({ seed, count })) {
    await ingestMatch(ctx, { source: 'riot', document })
  }
}

async function backlog(): Promise<number> {
  const report = await health(infra, { redis: async () => {}, version: 'test' })
  return report.backlog.rollup
}
