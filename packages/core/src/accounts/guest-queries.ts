import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/**
 * Account and session in one statement; returns the account's id: that of the guest who has the token already, whose
 * session then lasts as long as a new one.
 */
export async function insertGuest(
  db: Kysely<Database>,
  guest: {
    readonly tokenHash: string
    readonly expiresAt: Date
    readonly origin: string | null
  },
): Promise<number> {
  const { rows } = await sql<{ account_id: number }>`
    with known as (
      update guest_session set expires_at = ${guest.expiresAt} where token_hash = ${guest.tokenHash}
      returning account_id
    ), fresh as (
      insert into account (kind, origin)
      select 'guest', ${guest.origin} where not exists (select from known) returning id
    ), started as (
      insert into guest_session (token_hash, account_id, expires_at)
      select ${guest.tokenHash}, id, ${guest.expiresAt} from fresh
      on conflict (token_hash) do update set expires_at = excluded.expires_at
      returning account_id
    )
    select account_id from known union all select account_id from started
  `.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('no guest was made')
  return row.account_id
}

export function findGuest(db: Kysely<Database>, tokenHash: string, now: Date) {
  return db
    .selectFrom('guest_session')
    .select(['account_id', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Those of these accounts that are guests with a session that runs. */
export async function findGuestAccounts(
  db: Kysely<Database>,
  accountIds: readonly number[],
  now: Date,
): Promise<readonly number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select distinct account_id from guest_session
    where account_id = any(${accountIds}::integer[]) and expires_at > ${now}
  `.execute(db)
  return rows.map((row) => row.account_id)
}

export async function extendSession(
  db: Kysely<Database>,
  tokenHash: string,
  expiresAt: Date,
): Promise<void> {
  await db
    .updateTable('guest_session')
    .set({ expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function findSourceGuest(
  db: Kysely<Database>,
  source: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('imported_from', '=', source)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Of two that insert at once, both get the one row. */
export async function insertSourceGuest(db: Kysely<Database>, source: string): Promise<number> {
  const { id } = await db
    .insertInto('account')
    .values({ kind: 'guest', imported_from: source })
    .onConflict((conflict) =>
      conflict.column('imported_from').doUpdateSet({ imported_from: source }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
