import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { DatasetName, ImportState } from '../contract.ts'
import type { RunCounts, RunRow } from './run-counts.ts'

export interface NewRun {
  readonly dataset: DatasetName
  readonly file: string
  /** Empty: it cannot be gone on with. */
  readonly fingerprint: string
  readonly state: ImportState
  readonly dryRun: boolean
  readonly bytesTotal: number | null
}

/**
 * Takes the only place there is for importing a dataset, until the connection is closed. False when somebody
 * has it.
 */
export async function lockDataset(db: Kysely<Database>, dataset: DatasetName): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_lock(hashtextextended(${`import ${dataset}`}, 0)) as taken
  `.execute(db)
  return rows[0]?.taken ?? false
}

/** Runs of this dataset that nobody is at: who was has not come to say so. To be called under its lock. */
export async function closeLostRuns(db: Kysely<Database>, dataset: DatasetName): Promise<void> {
  await db
    .updateTable('import_run')
    .set({ state: 'stopped' })
    .where('dataset', '=', dataset)
    .where('state', '=', 'running')
    .execute()
}

export async function insertRun(db: Kysely<Database>, run: NewRun): Promise<RunRow> {
  return db
    .insertInto('import_run')
    .values({
      dataset: run.dataset,
      file: run.file,
      fingerprint: run.fingerprint,
      state: run.state,
      dry_run: run.dryRun,
      bytes_total: run.bytesTotal,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The latest import of the same file that did not come to its end. */
export async function findUnfinished(
  db: Kysely<Database>,
  { dataset, fingerprint }: { readonly dataset: DatasetName; readonly fingerprint: string },
): Promise<RunRow | undefined> {
  if (fingerprint === '') return undefined
  return db
    .selectFrom('import_run')
    .selectAll()
    .where('dataset', '=', dataset)
    .where('fingerprint', '=', fingerprint)
    .where('state', '<>', 'done')
    .where('dry_run', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findRun(db: Kysely<Database>, id: number): Promise<RunRow | undefined> {
  return db.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Says that a run goes on, or begins. What a dry run has counted depends on what it saw: it begins again. */
export async function resumeRun(db: Kysely<Database>, id: number): Promise<RunRow> {
  await sql`
    delete from import_reject using import_run as run
    where run.id = ${id} and run.dry_run and import_reject.run_id = run.id
  `.execute(db)
  await sql`
    update import_run set rows_read = 0, inserted = 0, updated = 0, unchanged = 0, quarantined = 0,
      adjusted = 0, codes = '{}', bytes_read = 0
    where id = ${id} and dry_run
  `.execute(db)
  return setState(db, id, 'running')
}

/** Says that a run waits to go on, unless it is at work. */
export async function requeueRun(db: Kysely<Database>, id: number): Promise<RunRow> {
  const run = await db
    .selectFrom('import_run')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return run.state === 'running' ? run : setState(db, id, 'queued')
}

function setState(db: Kysely<Database>, id: number, state: 'queued' | 'running'): Promise<RunRow> {
  return db
    .updateTable('import_run')
    .set({ state, error: null, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Where a run goes on if it is interrupted now: in the transaction of what it counts. */
export async function checkpointRun(
  tx: Kysely<Database>,
  id: number,
  counts: RunCounts,
): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({
      rows_read: counts.rowsRead,
      inserted: counts.inserted,
      updated: counts.updated,
      unchanged: counts.unchanged,
      quarantined: counts.quarantined,
      adjusted: counts.adjusted,
      codes: JSON.stringify(counts.codes),
      bytes_read: counts.bytesRead,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
}

export async function endRun(
  db: Kysely<Database>,
  id: number,
  end: { readonly state: 'stopped' | 'failed' | 'done'; readonly error?: string },
): Promise<RunRow> {
  const { state, error = null } = end
  return db
    .updateTable('import_run')
    .set({
      state,
      error,
      updated_at: sql`now()`,
      finished_at: state === 'done' ? sql<Date>`now()` : null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Lets a transaction end before it is on disk: the end of the run waits until all of it is. */
export async function commitLazily(tx: Kysely<Database>): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx)
}
