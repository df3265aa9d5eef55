import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export async function insertApiKey(
  db: Kysely<Database>,
  key: {
    readonly id: string
    readonly name: string
    readonly secret_hash: string
    readonly scopes: string[]
    readonly expires_at: Date | null
  },
): Promise<void> {
  await db.insertInto('api_key').values(key).execute()
}

/** A key that is neither revoked nor expired. */
export function findValidApiKey(db: Kysely<Database>, id: string, now: Date) {
  return db
    .selectFrom('api_key')
    .select(['id', 'secret_hash', 'scopes'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
}

/** Remembers the use, at most once a minute: enough to find keys nobody uses. */
export async function touchApiKey(db: Kysely<Database>, id: string, now: Date): Promise<void> {
  await db
    .updateTable('api_key')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('last_used_at', 'is', null),
        eb('last_used_at', '<', sql<Date>`${now}::timestamptz - interval '1 minute'`),
      ]),
    )
    .execute()
}

export function selectApiKeys(db: Kysely<Database>) {
  return db
    .selectFrom('api_key')
    .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'])
    .orderBy('created_at')
    .execute()
}

export async function revokeKey(db: Kysely<Database>, id: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', sql<Date>`${now}::timestamptz`) }))
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
