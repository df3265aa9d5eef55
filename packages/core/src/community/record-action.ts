import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { insertAction, type NewAction } from './action-queries.ts'

/** Who acts when a rule does, not a person. */
export const AUTO_ACTOR = 'system:auto'

/** Keeps what was done to a subject, for good; returns the id of the action. */
export function recordAction(tx: Kysely<Database>, action: NewAction): Promise<number> {
  return insertAction(tx, action)
}
