import { type Ctx, ERRORS, isAppError, type Services } from '@loadout/core'
import { beginJobRun, buryJob, finishJobRun } from '@loadout/core/jobs'
import { type AnyJob, findJob, type JobRegistry } from '@loadout/infra'
import { type Job, UnrecoverableError, WaitingError } from 'bullmq'
import { z } from 'zod'
import type { Metrics } from './metrics.ts'
import { untilItWorks } from './until-it-works.ts'

/** Runs the handler of a job; the runtime decides in which thread. */
export type Execute = (job: AnyJob, input: unknown, ctx: Ctx) => Promise<unknown>

export interface RunDeps {
  readonly services: Services
  readonly registry: JobRegistry
  readonly execute: Execute
  readonly metrics: Metrics
  /** Name of this process in `job_run`. */
  readonly worker: string
  /** Whether this run gets a row in `job_run`. */
  readonly isRecorded: (job: Job) => boolean
  /** Jobs whose death this process has recorded. */
  readonly buried: WeakSet<Job>
  /** Aborted when the process may wait no longer: what still runs goes back to its queue. */
  readonly stop: AbortSignal
}

/**
 * One start of a job: checks it, records it, runs it within its time, and buries it when it will not
 * run again. Whatever it throws is for BullMQ, which retries anything but an UnrecoverableError.
 */
export async function runJob(
  deps: RunDeps,
  job: Job,
  token: string | undefined,
  lost: AbortSignal,
) {
  try {
    const { definition, input } = understand(deps.registry, job)
    return await recorded(deps, job, () => withinTime(deps, { definition, input, job, lost }))
  } catch (error) {
    if (deps.stop.aborted) {
      await job.moveToWait(token)
      throw new WaitingError()
    }
    if (isFinal(job, error)) await bury(deps, job, error)
    throw isRetryable(error) ? error : asUnrecoverable(error)
  }
}

/** Records a dead job with everything needed to understand and to retry it. Idempotent. */
export async function bury(deps: RunDeps, job: Job, error: unknown): Promise<void> {
  if (deps.buried.has(job)) return
  deps.buried.add(job)
  const { message, stack } = asError(error)
  deps.services.log.error('job is dead', { job: job.name, id: job.id, error })
  deps.metrics.count(job.name, 'dead')
  await untilItWorks(deps, 'bury a job', () =>
    buryJob(deps.services.db, {
      jobId: idOf(job),
      name: job.name,
      payload: asObject(job.data),
      error: message,
      stack: stack ?? null,
      attempts: job.attemptsStarted,
      firstSeenAt: new Date(job.timestamp),
    }),
  )
}

function understand(registry: JobRegistry, job: Job): { definition: AnyJob; input: unknown } {
  const definition = findJob(registry, job.name)
  if (definition === undefined) throw new UnrecoverableError(`there is no job ${job.name}`)
  const input = definition.input.safeParse(job.data)
  if (input.success) return { definition, input: input.data }
  throw new UnrecoverableError(`the payload is not the job's: ${z.prettifyError(input.error)}`)
}

async function recorded(deps: RunDeps, job: Job, run: () => Promise<unknown>): Promise<unknown> {
  const started = performance.now()
  const finish = await openRecord(deps, job)
  try {
    const result = await run()
    await finish({ state: 'completed', result: asObject(result) })
    deps.metrics.count(job.name, 'completed', performance.now() - started)
    return result
  } catch (error) {
    deps.metrics.count(job.name, 'failed', performance.now() - started)
    deps.services.log.warn('job failed', { job: job.name, id: job.id, error })
    await finish({ state: 'failed', error: asError(error).message })
    throw error
  }
}

type Finish = (outcome: Parameters<typeof finishJobRun>[2]) => Promise<void>

/** Without PostgreSQL a job cannot do its work, so it waits here rather than use up its attempts. */
async function openRecord(deps: RunDeps, job: Job): Promise<Finish> {
  if (!deps.isRecorded(job)) return async () => {}
  const { db } = deps.services
  const runId = await untilItWorks(deps, 'record a job', () =>
    beginJobRun(db, {
      jobId: idOf(job),
      name: job.name,
      attempt: job.attemptsStarted,
      enqueuedAt: new Date(job.timestamp),
      worker: deps.worker,
    }),
  )
  return (outcome) => untilItWorks(deps, 'record a job', () => finishJobRun(db, runId, outcome))
}

interface Work {
  readonly definition: AnyJob
  readonly input: unknown
  readonly job: Job
  /** Aborted when another worker took the job over. */
  readonly lost: AbortSignal
}

async function withinTime(deps: RunDeps, { definition, input, job, lost }: Work): Promise<unknown> {
  const timeout = AbortSignal.timeout(definition.timeoutMs)
  const signal = AbortSignal.any([deps.stop, lost, timeout])
  const ctx: Ctx = {
    ...deps.services,
    log: deps.services.log.child({ job: job.name, id: job.id }),
    actor: { kind: 'system', name: job.name },
    signal,
  }
  return await Promise.race([deps.execute(definition, input, ctx), rejectWhenAborted(signal)])
}

/** A handler that does not look at its signal must not keep its place in the queue. */
function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function isFinal(job: Job, error: unknown): boolean {
  return !isRetryable(error) || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
}

function isRetryable(error: unknown): boolean {
  if (error instanceof UnrecoverableError) return false
  return !isAppError(error) || ERRORS[error.code].retryable
}

function asUnrecoverable(error: unknown): Error {
  return error instanceof UnrecoverableError
    ? error
    : new UnrecoverableError(asError(error).message)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** For JSON columns that hold objects: another value is wrapped in one. */
function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : { value: value ?? null }
}

function idOf(job: Job): string {
  return job.id ?? `${job.name}@${job.timestamp}`
}
