import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** What an installation has before its first match. */
const KEPT = ['dimension', 'agent_role', 'stats_state', 'rollup_version', 'api_key'] as const

/** Forgets every match and all that followed from it, for tests that begin with none; ids keep their keys. */
export async function emptyMatchTables(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ table_name: string }>`
    select table_name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not like 'kysely_%' and table_name <> all(${KEPT})
  `.execute(db)
  await emptyTables(
    db,
    rows.map(({ table_name }) => table_name),
  )
}

/**
 * Empties tables, and no others: what points at their rows has to be named too. To look which of them have rows
 * costs little; a TRUNCATE makes new files for each table and index.
 */
export async function emptyTables(db: Kysely<Database>, tables: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Without triggers, and so without foreign keys, the order does not matter.
    await sql`set local session_replication_role = replica`.execute(tx)
    const filled = sql.join(
      tables.map(
        (name) => sql`select ${name} as name where exists (select from ${sql.table(name)})`,
      ),
      sql` union all `,
    )
    const { rows } = await sql<{ name: string }>`${filled}`.execute(tx)
    for (const { name } of rows) await sql`delete from ${sql.table(name)}`.execute(tx)
  })
}
