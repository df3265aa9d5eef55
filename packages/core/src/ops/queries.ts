import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export async function pingDatabase(db: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(db)
}

/** Tables with the key of a row, and the time by which rows expire. No run is active for days. */
const EXPIRING = {
  rejected_document: { key: 'id', time: 'received_at' },
  job_run: { key: 'id', time: 'started_at' },
  interaction: { key: 'id', time: 'received_at' },
  guest_session: { key: 'token_hash', time: 'expires_at' },
} as const

export type ExpiringTable = keyof typeof EXPIRING

/** Deletes up to `limit` rows older than `before`; returns how many. */
export async function deleteExpired(
  db: Kysely<Database>,
  table: ExpiringTable,
  options: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { key, time } = EXPIRING[table]
  const result = await sql`
    delete from ${sql.table(table)} where ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)}
      where ${sql.ref(time)} < ${options.before}
      order by ${sql.ref(time)} limit ${options.limit}
      for update skip locked
    )
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export async function countExpired(
  db: Kysely<Database>,
  table: ExpiringTable,
  before: Date,
): Promise<number> {
  const { time } = EXPIRING[table]
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)} where ${sql.ref(time)} < ${before}
  `.execute(db)
  return rows[0]?.n ?? 0
}
