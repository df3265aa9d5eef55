import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { putCase } from './case-queries.ts'
import type { CaseCause } from './contract.ts'
import type { Subject } from './subject.ts'

/** Puts the subject before a moderator; a case that is open already stays as it is. */
export async function openCase(
  tx: Kysely<Database>,
  subject: Subject,
  cause: CaseCause,
): Promise<void> {
  await putCase(tx, subject, cause)
}
