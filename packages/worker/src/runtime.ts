import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '@loadout/core'
import { QUEUES, type QueueName } from '@loadout/core/jobs'
import { closeRedis, createRedis, type InfraConfig, type JobRegistry } from '@loadout/infra'
import { type Job, Worker, type WorkerOptions } from 'bullmq'
import type { AnyHandlers, JobHandlers } from './job-handlers.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { onceIn } from './once-in.ts'
import { bury, type Execute, type RunDeps, runJob } from './run-job.ts'
import { runInThread } from './sandbox/run-in-thread.ts'

/** A killed worker's jobs run again after at most lock + check = 7.5 s. */
const LOCK_MS = 5_000

/** Jobs at once per queue. `stats` has one: its job takes all the work there is. */
const CONCURRENCY: Record<QueueName, number> = { stats: 1, ops: 1, bulk: 1 }

/** Starts a job may have beyond its attempts: those that a crash or a restart cut short. */
const EXTRA_STARTS = 5

/** How often the same trouble of a queue is logged, milliseconds. */
const SAME_ERROR_MS = 10_000

/** How long aborted jobs may take to go back to their queues, milliseconds. */
const ABORT_GRACE_MS = 2_000

export interface RuntimeOptions<Registry extends JobRegistry> {
  readonly services: Services
  readonly config: InfraConfig
  readonly registry: Registry
  readonly handlers: JobHandlers<Registry>
  /** A module that calls `serveSandbox`; needed when a job of the registry is sandboxed. */
  readonly sandbox?: URL
  /** Which runs get a row in `job_run`; all of them if left out. */
  readonly isRecorded?: (job: Job) => boolean
  /** How long a job is a worker's without a word of it, milliseconds. */
  readonly lockMs?: number
}

export interface Runtime {
  readonly metrics: Metrics
  isRunning(): boolean
  /**
   * Takes no more jobs, waits up to `drainMs` for those that run, then aborts them and gives them back.
   * May be called again.
   */
  close(drainMs: number): Promise<void>
}

/** Runs the jobs of a registry: one BullMQ worker per queue. */
export function startRuntime<Registry extends JobRegistry>(
  options: RuntimeOptions<Registry>,
): Runtime {
  const { services, config, registry, lockMs = LOCK_MS } = options
  const stop = new AbortController()
  const connection = createRedis({ url: config.REDIS_URL, profile: 'patient', log: services.log })
  const deps: RunDeps = {
    services,
    registry,
    execute: createExecute(options),
    metrics: createMetrics(),
    worker: `${hostname()}:${process.pid}`,
    isRecorded: options.isRecorded ?? (() => true),
    buried: new WeakSet(),
    stop: stop.signal,
  }
  const workers = QUEUES.map((queue) =>
    startQueue(deps, queue, {
      connection,
      prefix: config.QUEUE_PREFIX,
      concurrency: CONCURRENCY[queue],
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
    }),
  )
  let closed: Promise<void> | undefined

  async function close(drainMs: number): Promise<void> {
    const drained = Promise.all(workers.map((worker) => worker.close()))
    await Promise.race([drained, sleep(drainMs, undefined, { ref: false })])
    stop.abort(new Error('the worker is shutting down'))
    await Promise.race([drained, sleep(ABORT_GRACE_MS, undefined, { ref: false })])
    closeRedis(connection)
  }

  return {
    metrics: deps.metrics,
    isRunning: () => closed === undefined && workers.every((worker) => worker.isRunning()),
    close(drainMs) {
      closed ??= close(drainMs)
      return closed
    },
  }
}

function startQueue(deps: RunDeps, queue: QueueName, options: WorkerOptions): Worker {
  const { log } = deps.services
  const worker = new Worker(
    queue,
    (job, token, signal) => runJob(deps, job, token, signal ?? deps.stop),
    {
      ...options,
      // Starts are what is counted; a job of any length may see many restarts of its workers.
      maxStalledCount: 1_000,
      maxStartedAttempts: maxAttempts(deps.registry, queue) + EXTRA_STARTS,
      runRetryDelay: 1_000,
      removeOnComplete: { count: 1_000, age: 3_600 },
      removeOnFail: { count: 1_000, age: 7 * 86_400 },
    },
  )
  // A Redis that is full says so at every look.
  const say = onceIn(SAME_ERROR_MS, (error) => log.warn('worker error', { queue, error }))
  worker.on('error', say)
  worker.on('stalled', (id) => log.warn('job of a lost worker runs again', { queue, id }))
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'another worker has taken the job over')
  })
  worker.on('failed', (job, error) => {
    // Those that died before they came to run: a job that crashes its worker every time.
    if (job?.finishedOn !== undefined) {
      bury(deps, job, error).catch((reason) =>
        log.error('dead job is not recorded', { queue, id: job.id, error: reason }),
      )
    }
  })
  return worker
}

function createExecute<Registry extends JobRegistry>(options: RuntimeOptions<Registry>): Execute {
  const handlers: AnyHandlers = options.handlers
  return async (job, input, ctx) => {
    if (job.sandboxed === true && options.sandbox !== undefined) {
      const task = { config: options.config, job: job.name, input }
      return await runInThread(options.sandbox, task, ctx.signal ?? AbortSignal.abort())
    }
    const handler = handlers[job.name]
    if (handler === undefined) throw new Error(`there is no handler of ${job.name}`)
    // `runJob` parsed it with the job's own schema.
    return await handler(ctx, input as never)
  }
}

function maxAttempts(registry: JobRegistry, queue: QueueName): number {
  const jobs = Object.values(registry).filter((job) => job.queue === queue)
  return Math.max(1, ...jobs.map((job) => job.attempts))
}
