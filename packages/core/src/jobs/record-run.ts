import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { closeLostRuns, insertDeadJob, insertRun, updateRun } from './queries.ts'
import type { DeadJob, RunEnd, RunStart } from './runs.ts'

/**
 * Records that a run began; returns its id for `finishJobRun`. A job runs in one place at a time, so a
 * run of it that is still open belongs to a worker that was killed, and ends here.
 */
export async function beginJobRun(db: Kysely<Database>, start: RunStart): Promise<number> {
  if (start.attempt > 1) await closeLostRuns(db, start.jobId)
  return insertRun(db, start)
}

export function finishJobRun(db: Kysely<Database>, runId: number, end: RunEnd): Promise<void> {
  return updateRun(db, runId, end)
}

/** Keeps a job that will not run again, with what is needed to understand and retry it. Idempotent by job id. */
export function buryJob(db: Kysely<Database>, job: DeadJob): Promise<void> {
  return insertDeadJob(db, job)
}
