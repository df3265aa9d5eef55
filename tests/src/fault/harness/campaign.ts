import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { health, type opsContract } from '@loadout/core/ops'
import type { Infra } from '@loadout/infra'
import { createPrng } from '@loadout/simulator'
import { freePort } from '../../../../scripts/services/ports.ts'
import type { Corpus } from './corpus.ts'
import { type FeedLedger, feed } from './feeder.ts'
import { type InjectedFault, injectAll } from './inject.ts'
import { watchProgress } from './progress.ts'
import { drawSchedule, type FaultCounts } from './schedule.ts'
import type { Stage } from './stage.ts'
import { type SupervisedWorker, superviseWorker } from './worker.ts'

/** Everything a run did and saw, besides what is in the database. */
export interface CampaignReport {
  readonly feeders: readonly FeedLedger[]
  readonly faults: readonly InjectedFault[]
  /** Unix milliseconds at which the roll-up made progress. */
  readonly progress: readonly number[]
  readonly crashes: readonly string[]
  /** Of the last worker, after it was asked to stop. */
  readonly exitCode: number | null
  readonly backlog: opsContract.Health['backlog']
  /** From the last fault or document until nothing was left to do, milliseconds. */
  readonly drainMs: number
}

export interface CampaignOptions extends FaultCounts {
  readonly seed: string
  readonly corpus: Corpus
  readonly windowMs: number
  readonly drainWithinMs: number
}

/** Two feeders race on the same documents while the faults of the seed happen; then everything settles. */
export async function runCampaign(stage: Stage, options: CampaignOptions): Promise<CampaignReport> {
  const { infra } = stage.open()
  const worker = superviseWorker({
    env: stage.env,
    port: await freePort(),
    logFile: join(stage.dir, 'worker.log'),
    reaper: stage.reaper,
  })
  const watch = watchProgress(infra.db)
  try {
    const fire = await underFire(stage, worker, options)
    const settled = performance.now()
    const backlog = await drained(infra, options.drainWithinMs)
    const drainMs = performance.now() - settled
    await worker.ready(options.drainWithinMs)
    const exitCode = await worker.stop()
    const { crashes } = worker
    return { ...fire, progress: watch.times, crashes, exitCode, backlog, drainMs }
  } finally {
    // Also when something above failed: nobody may start the worker again after the end.
    await Promise.all([worker.stop(), watch.close()])
  }
}

async function underFire(
  stage: Stage,
  worker: SupervisedWorker,
  options: CampaignOptions,
): Promise<Pick<CampaignReport, 'faults' | 'feeders'>> {
  const { corpus, seed, windowMs } = options
  const { documents } = corpus
  const prng = createPrng(`fault/${seed}`)
  const targets = { servers: stage.servers, worker }
  const schedule = drawSchedule(prng.fork('schedule'), options)
  const feeders = ['first', 'second'].map((name) =>
    feed(stage.open().ctx, { documents, prng: prng.fork(`feeder/${name}`), windowMs }),
  )
  const [faults, ...ledgers] = await Promise.all([injectAll(targets, schedule), ...feeders])
  return { faults, feeders: ledgers }
}

/** The backlog once it is zero, or what is left of it at the end of the time. */
async function drained(infra: Infra, withinMs: number): Promise<opsContract.Health['backlog']> {
  const deadline = performance.now() + withinMs
  while (true) {
    const probes = { redis: () => infra.pingRedis(), version: 'test' }
    const { ok, backlog } = await health(infra, probes)
    const isEmpty = ok && backlog.outbox === 0 && backlog.rollup === 0
    if (isEmpty || performance.now() > deadline) return backlog
    await sleep(100)
  }
}
