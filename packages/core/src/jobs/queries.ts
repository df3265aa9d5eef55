import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { DeadJob, RunEnd, RunStart } from './runs.ts'

export async function insertRun(db: Kysely<Database>, start: RunStart): Promise<number> {
  const row = await db
    .insertInto('job_run')
    .values({
      job_id: start.jobId,
      name: start.name,
      attempt: start.attempt,
      state: 'active',
      enqueued_at: start.enqueuedAt,
      started_at: sql`now()`,
      worker: start.worker,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Ends the record of earlier runs of this job that never came to an end: their worker was killed. */
export async function closeLostRuns(db: Kysely<Database>, jobId: string): Promise<void> {
  await db
    .updateTable('job_run')
    .set({ state: 'failed', finished_at: sql`now()`, error: 'the worker was lost' })
    .where('job_id', '=', jobId)
    .where('state', '=', 'active')
    .execute()
}

export async function updateRun(db: Kysely<Database>, runId: number, end: RunEnd): Promise<void> {
  await db
    .updateTable('job_run')
    .set({
      state: end.state,
      finished_at: sql`now()`,
      result: end.state === 'completed' ? JSON.stringify(end.result) : null,
      error: end.state === 'failed' ? end.error : null,
    })
    .where('id', '=', runId)
    .execute()
}

export async function insertDeadJob(db: Kysely<Database>, job: DeadJob): Promise<void> {
  await db
    .insertInto('dead_job')
    .values({
      job_id: job.jobId,
      name: job.name,
      payload: JSON.stringify(job.payload),
      error: job.error,
      stack: job.stack,
      attempts: job.attempts,
      first_seen_at: job.firstSeenAt,
    })
    .onConflict((conflict) => conflict.column('job_id').doNothing())
    .execute()
}

export async function countDeadJobs(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('dead_job')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}
