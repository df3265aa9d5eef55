import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@loadout/core'
import { JOBS, type JobInput, type JobName, QUEUES } from '@loadout/core/jobs'
import type { AnyJob } from '@loadout/infra'
import { type JobProducer, retryOptions } from '@loadout/infra/jobs'
import type { Job, RepeatOptions } from 'bullmq'

/** A job that is started by the clock. */
export type Schedule = {
  readonly [Name in JobName]: {
    /** Stable: two workers that agree on it make one schedule. */
    readonly id: string
    readonly job: Name
    readonly input: JobInput<Name>
    readonly repeat: { readonly every: number } | { readonly pattern: string; readonly tz: 'UTC' }
    /** Whether each run gets a row in `job_run`; failures that kill a job are recorded in any case. */
    readonly recorded: boolean
  }
}[JobName]

/** Every schedule there is. */
export const SCHEDULES: readonly Schedule[] = [
  {
    // Ingestion wakes the roll-up itself; this finds what a lost Redis forgot.
    id: 'stats.rollup.sweep',
    job: 'stats.rollup',
    input: {},
    repeat: { every: 2_000 },
    recorded: false,
  },
  {
    // An erasure wakes its job itself; this finds what a lost Redis forgot, or what ran out of time.
    id: 'players.erase.sweep',
    job: 'players.erase',
    input: {},
    repeat: { every: 300_000 },
    recorded: false,
  },
  {
    // Costs one query, or none where no crawler is configured.
    id: 'crawler.tick.often',
    job: 'crawler.tick',
    input: {},
    repeat: { every: 5_000 },
    recorded: false,
  },
  {
    id: 'ratings.update.often',
    job: 'ratings.update',
    input: {},
    repeat: { every: 5_000 },
    recorded: false,
  },
  {
    // Looks whether a board is due; most ticks find none.
    id: 'leaderboards.refresh.often',
    job: 'leaderboards.refresh',
    input: {},
    repeat: { every: 10_000 },
    recorded: false,
  },
  {
    // A rebuild wakes itself from run to run; this finds what a lost Redis forgot, and versions that may go.
    id: 'stats.rebuild.sweep',
    job: 'stats.rebuildSweep',
    input: {},
    repeat: { every: 30_000 },
    recorded: false,
  },
  {
    // Costs one look at an index, except when a reservation has expired.
    id: 'catalog.releaseExpired.often',
    job: 'catalog.releaseExpired',
    input: {},
    repeat: { every: 60_000 },
    recorded: false,
  },
  {
    id: 'catalog.related.nightly',
    job: 'catalog.related',
    input: { after: 0 },
    repeat: { pattern: '30 2 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'stats.audit.nightly',
    job: 'stats.audit',
    input: {},
    repeat: { pattern: '30 3 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'questions.recount.nightly',
    job: 'questions.recount',
    input: JOBS['questions.recount'].input.parse({}),
    repeat: { pattern: '15 2 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'reviews.recount.nightly',
    job: 'reviews.recount',
    input: JOBS['reviews.recount'].input.parse({}),
    repeat: { pattern: '45 2 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'posts.recount.nightly',
    job: 'posts.recount',
    input: JOBS['posts.recount'].input.parse({}),
    repeat: { pattern: '5 3 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'comments.recount.nightly',
    job: 'comments.recount',
    input: JOBS['comments.recount'].input.parse({}),
    repeat: { pattern: '0 3 * * *', tz: 'UTC' },
    recorded: true,
  },
  {
    id: 'reviews.watch.hourly',
    job: 'reviews.watch',
    input: {},
    repeat: { every: 3_600_000 },
    recorded: false,
  },
  {
    // Costs one look at an index, except after an upgrade or a change of the trade window.
    id: 'stats.rederive.sweep',
    job: 'stats.rederiveSweep',
    input: {},
    repeat: { every: 60_000 },
    recorded: false,
  },
  {
    id: 'ops.cleanup.daily',
    job: 'ops.cleanup',
    input: { dryRun: false },
    repeat: { pattern: '0 4 * * *', tz: 'UTC' },
    recorded: true,
  },
]

/** How soon the schedules of an emptied Redis are back, milliseconds. */
const CHECK_MS = 15_000

/** A frequent schedule whose next tick is this long past is made anew, milliseconds. */
const STUCK_MS = 60_000

export interface SchedulesOptions {
  readonly producer: JobProducer
  readonly log: Log
  readonly schedules?: readonly Schedule[]
  readonly checkMs?: number
}

/**
 * Keeps the schedules in Redis equal to the list in code: missing ones are made, changed ones are
 * replaced, and at the start those that left the code are removed. Several workers may do so at once.
 */
export function startSchedules(options: SchedulesOptions): { close(): Promise<void> } {
  const { log, checkMs = CHECK_MS } = options
  const stop = new AbortController()

  async function loop(): Promise<void> {
    let isFirst = true
    while (!stop.signal.aborted) {
      try {
        await reconcile(options, { removeUnknown: isFirst })
        isFirst = false
      } catch (error) {
        log.warn('schedules are not checked', { error })
      }
      await sleep(checkMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  const running = loop()
  return {
    async close() {
      stop.abort()
      await running
    },
  }
}

/** Whether a run of this job gets a row in `job_run`. */
export function isRecorded(
  job: Partial<Pick<Job, 'repeatJobKey'>>,
  schedules: readonly Schedule[] = SCHEDULES,
): boolean {
  const schedule = schedules.find((one) => one.id === job.repeatJobKey)
  return schedule === undefined || schedule.recorded
}

async function reconcile(
  { producer, schedules = SCHEDULES }: SchedulesOptions,
  { removeUnknown }: { readonly removeUnknown: boolean },
): Promise<void> {
  for (const schedule of schedules) await ensure(producer, schedule)
  if (removeUnknown) await removeOthers(producer, new Set(schedules.map(({ id }) => id)))
}

async function ensure(producer: JobProducer, schedule: Schedule): Promise<void> {
  const job: AnyJob = JOBS[schedule.job]
  const queue = producer.queue(job.queue)
  const existing = await queue.getJobScheduler(schedule.id)
  if (existing !== undefined && isSame(existing, schedule) && !isStuck(existing, schedule)) return
  await queue.upsertJobScheduler(schedule.id, schedule.repeat, {
    name: schedule.job,
    data: schedule.input,
    opts: retryOptions(job),
  })
}

function isSame(existing: Pick<RepeatOptions, 'every' | 'pattern'>, { repeat }: Schedule): boolean {
  return 'every' in repeat ? existing.every === repeat.every : existing.pattern === repeat.pattern
}

/** Its tick got lost. A daily one is left alone: it may be waiting, and making it anew would skip it. */
function isStuck({ next }: { readonly next?: number }, { repeat }: Schedule): boolean {
  return 'every' in repeat && next !== undefined && next < Date.now() - STUCK_MS
}

async function removeOthers(producer: JobProducer, known: ReadonlySet<string>): Promise<void> {
  for (const name of QUEUES) {
    const queue = producer.queue(name)
    // A handful at most: they are all from a list like the one above.
    for (const { key } of await queue.getJobSchedulers(0, 999)) {
      if (!known.has(key)) await queue.removeJobScheduler(key)
    }
  }
}
