import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { type RelayState, relayInTurn } from '../db/relay-in-turn.ts'
import { type Change, takeChanges } from './queries.ts'

export type { RelayState }

/**
 * Hands up to `limit` committed changes to `apply`, oldest first, each row once. They are gone only when
 * `apply` has resolved, so it must be idempotent. One relay at a time: changes of a row never overtake
 * each other, whatever becomes of the versions that a cache has seen.
 */
export function relayChanges(
  db: Kysely<Database>,
  limit: number,
  apply: (changes: readonly Change[]) => Promise<void>,
): Promise<RelayState> {
  return relayInTurn(db, 'cache_change', async (tx) => {
    const { taken, changes } = await takeChanges(tx, limit)
    if (changes.length > 0) await apply(changes)
    return taken === limit
  })
}
