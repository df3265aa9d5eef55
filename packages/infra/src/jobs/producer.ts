import type { Log } from '@loadout/core'
import { JOBS, QUEUES, type QueueName } from '@loadout/core/jobs'
import type { OutboxEntry } from '@loadout/core/outbox'
import { type BulkJobOptions, Queue } from 'bullmq'
import { closeRedis, createRedis } from '../redis.ts'
import { type AnyJob, coalesceKeyOf, findJob, type JobRegistry } from './registry.ts'

/** Share of a retry delay that is random, so that jobs that failed together do not return together. */
const BACKOFF_JITTER = 0.5

export interface JobProducer {
  /** Whether this version has a definition for the job. */
  knows(job: string): boolean
  /**
   * Hands outbox entries to their queues. Idempotent while the queue remembers a job: the job's id is
   * the entry's. Throws when Redis does not answer within seconds or an entry's job is not known.
   */
  publish(entries: readonly OutboxEntry[]): Promise<void>
  /** For schedules and dashboards. */
  queue(name: QueueName): Queue
  /** May be called again. */
  close(): Promise<void>
}

export interface JobProducerOptions {
  readonly redisUrl: string
  /** Of every Redis key. */
  readonly prefix: string
  readonly log: Log
  /** The catalogue of core if left out. */
  readonly registry?: JobRegistry
}

export function createJobProducer(options: JobProducerOptions): JobProducer {
  const { redisUrl, prefix, log, registry = JOBS } = options
  const redis = createRedis({ url: redisUrl, profile: 'publish', log })
  const queues = new Map(QUEUES.map((name) => [name, openQueue(name)]))
  let closed: Promise<void> | undefined

  function openQueue(name: QueueName): Queue {
    // Waiting for a Redis that is away would have no end; its commands have one.
    const queue = new Queue(name, { connection: redis, prefix, skipWaitingForReady: true })
    queue.on('error', (error) => log.warn('queue error', { queue: name, error }))
    return queue
  }

  function queueOf(name: QueueName): Queue {
    const queue = queues.get(name)
    if (queue === undefined) throw new Error(`there is no queue ${name}`)
    return queue
  }

  async function close(): Promise<void> {
    await Promise.all([...queues.values()].map((queue) => queue.close()))
    closeRedis(redis)
  }

  return {
    knows: (job) => findJob(registry, job) !== undefined,
    async publish(entries) {
      for (const [queue, jobs] of byQueue(entries, registry)) await queueOf(queue).addBulk(jobs)
    },
    queue: queueOf,
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** What BullMQ calls the job of an outbox entry. */
export function jobIdOf(entry: Pick<OutboxEntry, 'id'>): string {
  return `ob-${entry.id}`
}

interface BulkJob {
  readonly name: string
  readonly data: unknown
  readonly opts: BulkJobOptions
}

function byQueue(
  entries: readonly OutboxEntry[],
  registry: JobRegistry,
): Map<QueueName, BulkJob[]> {
  const jobs = new Map<QueueName, BulkJob[]>()
  for (const entry of entries) {
    const definition = findJob(registry, entry.job)
    if (definition === undefined) throw new Error(`there is no job ${entry.job}`)
    const queued = jobs.get(definition.queue) ?? []
    queued.push({ name: entry.job, data: entry.payload, opts: optionsOf(definition, entry) })
    jobs.set(definition.queue, queued)
  }
  return jobs
}

function optionsOf(job: AnyJob, entry: OutboxEntry): BulkJobOptions {
  const key = coalesceKeyOf(job, entry.payload)
  return {
    ...retryOptions(job),
    jobId: jobIdOf(entry),
    timestamp: entry.createdAt.getTime(),
    // While one waits a second adds nothing; while one runs, a second is remembered and runs after it.
    ...(key === undefined ? {} : { deduplication: { id: key, keepLastIfActive: true } }),
  }
}

/** Retries as the definition says them, in BullMQ's words. */
export function retryOptions(job: AnyJob) {
  return {
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: job.backoffMs, jitter: BACKOFF_JITTER },
  }
}
