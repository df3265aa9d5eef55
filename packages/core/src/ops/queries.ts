import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export async function pingDatabase(db: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(db)
}

const ANY = sql<boolean>`true`

/** Tables with the key of a row, the time by which rows expire, and which may go. No run is active for days. */
const EXPIRING = {
  rejected_document: { key: 'id', time: 'received_at', only: ANY },
  job_run: { key: 'id', time: 'started_at', only: ANY },
  interaction: { key: 'id', time: 'received_at', only: ANY },
  guest_session: { key: 'token_hash', time: 'expires_at', only: ANY },
  session: { key: 'id', time: 'expires_at', only: ANY },
  mailed_token: { key: 'token_hash', time: 'expires_at', only: ANY },
  idempotency_key: { key: 'key_hash', time: 'created_at', only: ANY },
  recent_text: { key: 'account_id', time: 'latest_at', only: ANY },
  notification: { key: 'id', time: 'notified_at', only: ANY },
  // Those that are held are in a counter of the stock item.
  stock_reservation: { key: 'id', time: 'expires_at', only: sql<boolean>`state <> 'held'` },
  // Where feeds are read, those of less than an hour ago are gone already.
  feed_snapshot: { key: 'id', time: 'made_at', only: ANY },
  // Its rows that were not taken go with it.
  import_run: { key: 'id', time: 'updated_at', only: ANY },
} as const

export type ExpiringTable = keyof typeof EXPIRING

/** Deletes up to `limit` rows older than `before`; returns how many. */
export async function deleteExpired(
  db: Kysely<Database>,
  table: ExpiringTable,
  options: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { key, time, only } = EXPIRING[table]
  const result = await sql`
    delete from ${sql.table(table)} where ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)}
      where ${sql.ref(time)} < ${options.before} and ${only}
      order by ${sql.ref(time)} limit ${options.limit}
      for update skip locked
    )
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Rows that imports did not take, of imports without news since `before`, up to `limit`; returns how many. */
export async function deleteOldRejects(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from import_reject where (run_id, row_number) in (
      select run_id, row_number from import_reject
      where run_id in (select id from import_run where updated_at < ${before})
      limit ${limit}
    )
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export async function countExpired(
  db: Kysely<Database>,
  table: ExpiringTable,
  before: Date,
): Promise<number> {
  const { time, only } = EXPIRING[table]
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)} where ${sql.ref(time)} < ${before} and ${only}
  `.execute(db)
  return rows[0]?.n ?? 0
}
