import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** They move with use, whatever is asked for and whoever is refused. */
const MOVING = ['used_at', 'last_used_at', 'is_used']

/** Every table that has rows, and a hash of them in no order: equal while nobody has changed anything. */
export async function tableState(db: Kysely<Database>): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(db)
  const each = tables.map(
    ({ name }) => sql`
      select ${name}::text as name, count(*)::text || ':' || coalesce(
        sum(hashtextextended((to_jsonb(one) - ${MOVING}::text[])::text, 0)), 0)::text as hash
      from ${sql.table(name)} as one`,
  )
  const { rows } = await sql<{ name: string; hash: string }>`
    ${sql.join(each, sql` union all `)}
  `.execute(db)
  return Object.fromEntries(
    rows.filter(({ hash }) => hash !== '0:0').map(({ name, hash }) => [name, hash]),
  )
}
