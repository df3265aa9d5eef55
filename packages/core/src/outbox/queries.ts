import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export interface OutboxEntry {
  readonly id: number
  readonly job: string
  readonly payload: Record<string, unknown>
  readonly createdAt: Date
}

export async function insertEntry(
  tx: Kysely<Database>,
  entry: { readonly job: string; readonly payload: string },
): Promise<void> {
  await tx.insertInto('outbox').values(entry).execute()
}

/** Deletes up to `limit` entries that no other transaction holds and returns them, oldest first. */
export async function deleteOldest(
  tx: Kysely<Database>,
  limit: number,
): Promise<readonly OutboxEntry[]> {
  const rows = await tx
    .deleteFrom('outbox')
    .where('id', 'in', (eb) =>
      eb.selectFrom('outbox').select('id').orderBy('id').limit(limit).forUpdate().skipLocked(),
    )
    .returning(['id', 'job', 'payload', 'created_at as createdAt'])
    .execute()
  return rows.sort((a, b) => a.id - b.id)
}

/** Jobs and events not handed over yet, counted up to `limit`: enough to see a backlog without reading it all. */
export async function outboxBacklog(db: Kysely<Database>, limit = 100_000): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n
    from (select from outbox union all select from event limit ${limit}) as head
  `.execute(db)
  return rows[0]?.n ?? 0
}
