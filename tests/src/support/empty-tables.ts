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
  await sql`truncate ${sql.join(rows.map(({ table_name }) => sql.table(table_name)))}`.execute(db)
}
