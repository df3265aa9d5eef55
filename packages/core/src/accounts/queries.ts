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
    readonly account_id: number | null
  },
): Promise<void> {
  await db.insertInto('api_key').values(key).execute()
}

/** A key that is neither revoked nor expired, and whose account is not banned. */
export function findValidApiKey(db: Kysely<Database>, id: string, now: Date) {
  return db
    .selectFrom('api_key')
    .leftJoin('account', 'account.id', 'api_key.account_id')
    .select(['api_key.id', 'secret_hash', 'scopes', 'account.role'])
    .where('api_key.id', '=', id)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('banned_until', 'is', null), eb('banned_until', '<=', now)]))
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

/** Of one account, or of all for null. */
export function selectApiKeys(db: Kysely<Database>, accountId: number | null) {
  return db
    .selectFrom('api_key')
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId))
    .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'])
    .orderBy('created_at')
    .execute()
}

/** Any key for null as its account, else one of that account. */
export async function revokeKey(
  db: Kysely<Database>,
  { id, accountId }: { readonly id: string; readonly accountId: number | null },
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', sql<Date>`${now}::timestamptz`) }))
    .where('id', '=', id)
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
