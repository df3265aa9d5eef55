import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { type Change, hasChanges, lockRelay, takeChanges } from './queries.ts'

/** What a relay found: everything is passed on, there is more, or another one is at it. */
export type RelayState = 'drained' | 'more' | 'busy'

/**
 * Hands up to `limit` committed changes to `apply`, oldest first, each row once. They are gone only when
 * `apply` has resolved, so it must be idempotent. One relay at a time: changes of a row never overtake
 * each other, whatever becomes of the versions that a cache has seen.
 */
export async function relayChanges(
  db: Kysely<Database>,
  limit: number,
  apply: (changes: readonly Change[]) => Promise<void>,
): Promise<RelayState> {
  if (!(await hasChanges(db))) return 'drained'
  return db.transaction().execute(async (tx) => {
    if (!(await lockRelay(tx))) return 'busy'
    const { taken, changes } = await takeChanges(tx, limit)
    if (changes.length > 0) await apply(changes)
    return taken < limit ? 'drained' : 'more'
  })
}
