import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { RunRow } from './runs/run-counts.ts'
import { findRun } from './runs/run-queries.ts'

/** Throws IMPORT_NOT_FOUND. */
export async function requireRun(db: Kysely<Database>, id: number): Promise<RunRow> {
  const run = await findRun(db, id)
  if (run !== undefined) return run
  throw new AppError('IMPORT_NOT_FOUND', {
    fields: [{ pointer: '/id', message: 'no such import' }],
  })
}
