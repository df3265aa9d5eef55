import type { CampaignReport } from './campaign.ts'
import type { OpenRun } from './stored.ts'

/** How long things stood still, milliseconds each. */
export interface Recovery {
  /** From a fault to the next roll-up, unless another fault came in between. */
  readonly work: readonly number[]
  /** From the kill of a worker to the next start of the job it was running. */
  readonly jobs: readonly number[]
}

export function recovery(report: CampaignReport, runs: readonly OpenRun[]): Recovery {
  const { faults, progress } = report
  const killedAt = killTimes(report)
  return {
    work: recoveryTimes(
      faults.map(({ atMs }) => atMs),
      progress,
    ),
    jobs: runs.flatMap(({ worker, resumed_at }) => {
      const atMs = killedAt.get(pidOf(worker))
      return atMs === undefined || resumed_at === null ? [] : [resumed_at.getTime() - atMs]
    }),
  }
}

/** Unix milliseconds of each kill of a worker, by its pid. */
export function killTimes({ faults }: CampaignReport): ReadonlyMap<number, number> {
  return new Map(faults.flatMap(({ pid, atMs }) => (pid === null ? [] : [[pid, atMs] as const])))
}

/** A worker calls itself `hostname:pid`. */
export function pidOf(worker: string): number {
  return Number(worker.split(':').at(-1))
}

/** One line about a run, for those who read the log of the tests. */
export function summary({ faults, feeders, drainMs }: CampaignReport, seen: Recovery): string {
  const caught = faults.filter((fault) => fault.caught).length
  const retries = feeders.reduce((sum, feeder) => sum + feeder.retries, 0)
  return [
    `${faults.length} faults, ${caught} in an open transaction`,
    `${retries} streams sent again`,
    `work resumed after at most ${Math.max(0, ...seen.work)} ms`,
    `${seen.jobs.length} killed jobs after at most ${Math.max(0, ...seen.jobs)} ms`,
    `drained in ${Math.round(drainMs)} ms`,
  ].join('; ')
}

function recoveryTimes(faults: readonly number[], progress: readonly number[]): readonly number[] {
  return faults.flatMap((fault, index) => {
    const next = progress.find((time) => time > fault)
    const following = faults[index + 1] ?? Number.POSITIVE_INFINITY
    return next === undefined || next > following ? [] : [next - fault]
  })
}
