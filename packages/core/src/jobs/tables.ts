import type { Generated, JSONColumnType } from 'kysely'

/** One row per run of a job: what Redis forgets and an operator asks for. */
export interface JobRunTable {
  id: Generated<number>
  job_id: string
  name: string
  attempt: number
  state: 'active' | 'completed' | 'failed'
  enqueued_at: Date
  started_at: Date
  finished_at: Date | null
  /** Null while the run is active. */
  result: JSONColumnType<object | null, string | null, string | null>
  error: string | null
  worker: string
}

/** A job that will not run again by itself, with everything needed to understand and retry it. */
export interface DeadJobTable {
  id: Generated<number>
  job_id: string
  name: string
  payload: JSONColumnType<object>
  error: string
  stack: string | null
  attempts: number
  first_seen_at: Date
  died_at: Generated<Date>
}
