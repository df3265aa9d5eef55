import type { Log } from '@loadout/core'
import { JOBS } from '@loadout/core/jobs'
import { health } from '@loadout/core/ops'
import { auditDifferences } from '@loadout/core/stats'
import {
  assertQueueRedis,
  createInfra,
  type Infra,
  startCacheRelay,
  startEventRelay,
  VERSION,
} from '@loadout/infra'
import { createJobProducer, startRelay } from '@loadout/infra/jobs'
import type { WorkerConfig } from './env.ts'
import { createHandlers } from './handlers.ts'
import { type HealthAnswer, startHealthServer } from './health-server.ts'
import { type Runtime, startRuntime } from './runtime.ts'
import { isRecorded, startSchedules } from './schedules.ts'

/** How long jobs may run on after a request to stop, milliseconds. */
const DRAIN_MS = 8_000

export interface WorkerProcess {
  readonly log: Log
  /** Of the health server. */
  readonly port: number
  /** Not ready, no new work, drain, abort, connections. May be called again. */
  close(): Promise<void>
}

/** The whole worker: relay, schedules, the runtime of every job, and its health. */
export async function startWorker(config: WorkerConfig): Promise<WorkerProcess> {
  const infra = createInfra(config, { profile: 'worker' })
  const { log } = infra
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = config
  await assertQueueRedis(infra.redis, { onWeak: config.REDIS_DURABILITY, log })

  const producer = createJobProducer({ redisUrl, prefix, log })
  const runtime = startRuntime({
    services: infra,
    config,
    registry: JOBS,
    handlers: createHandlers(config),
    sandbox: new URL('./sandbox/thread.ts', import.meta.url),
    isRecorded: (job) => isRecorded(job),
  })
  const relay = startRelay({ services: infra, producer })
  const cacheRelay = startCacheRelay({ services: infra, redisUrl, prefix })
  const eventRelay = startEventRelay({ services: infra, redisUrl, prefix })
  const schedules = startSchedules({ producer, log })
  const address = { host: config.WORKER_HOST, port: config.WORKER_PORT }
  const server = await startHealthServer(address, {
    ready: () => readiness(infra, runtime),
    metrics: () => renderMetrics(infra, runtime),
  })
  let closed: Promise<void> | undefined

  async function close(): Promise<void> {
    // From its first line on the runtime is not running, which is what makes `/readyz` say no.
    const drained = runtime.close(DRAIN_MS)
    await Promise.all([relay.close(), cacheRelay.close(), eventRelay.close(), schedules.close()])
    await drained
    await producer.close()
    await server.close()
    await infra.close()
  }

  log.info('worker started', { port: server.port })
  return {
    log,
    port: server.port,
    close() {
      closed ??= close()
      return closed
    },
  }
}

async function readiness(infra: Infra, runtime: Runtime): Promise<HealthAnswer> {
  const report = await health(infra, { redis: () => infra.pingRedis(), version: VERSION })
  const running = runtime.isRunning()
  return { ok: report.ok && running, body: { ...report, ok: report.ok && running, running } }
}

async function renderMetrics(infra: Infra, runtime: Runtime): Promise<string> {
  const { backlog } = await health(infra, { redis: () => infra.pingRedis(), version: VERSION })
  return runtime.metrics.render({
    loadout_outbox_backlog: backlog.outbox,
    loadout_rollup_backlog: backlog.rollup,
    loadout_dead_jobs: backlog.deadJobs,
    loadout_audit_differences: await auditDifferences(infra),
    process_resident_memory_bytes: process.memoryUsage.rss(),
  })
}
