import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { mutedIds } from './block-queries.ts'

/** Whose texts somebody does not want to see: all they have muted or blocked, MAX_BLOCKS at most. In order. */
export function mutedBy(db: Kysely<Database>, accountId: number): Promise<readonly number[]> {
  return mutedIds(db, accountId)
}
