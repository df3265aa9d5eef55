import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { JOBS, type JobInput, type JobName } from '../jobs/catalogue.ts'
import { insertEntry } from './queries.ts'

/**
 * Asks for a job in the caller's transaction: it runs if, and only if, that commits. Throws a ZodError
 * when the input is not the job's.
 */
export async function enqueue<Name extends JobName>(
  tx: Kysely<Database>,
  name: Name,
  input: JobInput<Name>,
): Promise<void> {
  const payload = JSON.stringify(JOBS[name].input.parse(input))
  await insertEntry(tx, { job: name, payload })
}
