import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'

type Db = Infra['db']

/** Names of the tables that hold sums. */
export async function rollupTables(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relname like '%\\_rollup' and relnamespace = 'public'::regnamespace
    order by relname
  `.execute(db)
  return rows.map(({ name }) => name)
}

/** Empties the roll-ups: every stored match is pending for the active version again. */
export async function forgetRollups(db: Db): Promise<void> {
  const tables = await rollupTables(db)
  await sql`truncate rollup_pending, ${sql.join(tables.map((name) => sql.table(name)))}`.execute(db)
  await sql`
    insert into rollup_pending (version, match_key)
    select active_version, match_key from stats_state, match order by match_key
  `.execute(db)
  await sql`analyze rollup_pending`.execute(db)
}

/** Rows in all roll-ups. */
export async function countRollupRows(db: Db): Promise<number> {
  let total = 0
  for (const name of await rollupTables(db)) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(
      db,
    )
    total += rows[0]?.n ?? 0
  }
  return total
}
