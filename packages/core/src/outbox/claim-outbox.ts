import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { deleteOldest, type OutboxEntry } from './queries.ts'

/**
 * Takes up to `limit` entries, oldest first, and hands them to `publish`. They are gone only when
 * `publish` has resolved: a crash or a throw in between leaves them, so `publish` must be idempotent
 * by entry id. Several callers at once take different entries. Returns how many were taken.
 */
export async function claimOutbox(
  db: Kysely<Database>,
  limit: number,
  publish: (entries: readonly OutboxEntry[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const entries = await deleteOldest(tx, limit)
    if (entries.length > 0) await publish(entries)
    return entries.length
  })
}
