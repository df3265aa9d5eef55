import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { insertDeadJob, insertRun, updateRun } from './queries.ts'
import type { DeadJob, RunEnd, RunStart } from './runs.ts'

/** Records that a run began; returns its id for `finishJobRun`. */
export function beginJobRun(db: Kysely<Database>, start: RunStart): Promise<number> {
  return insertRun(db, start)
}

export function finishJobRun(db: Kysely<Database>, runId: number, end: RunEnd): Promise<void> {
  return updateRun(db, runId, end)
}

/** Keeps a job that will not run again, with what is needed to understand and retry it. Idempotent by job id. */
export function buryJob(db: Kysely<Database>, job: DeadJob): Promise<void> {
  return insertDeadJob(db, job)
}
