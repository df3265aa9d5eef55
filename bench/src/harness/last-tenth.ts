import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'

/** Tables whose rows are asked for by id. */
export type AskedTable = 'product' | 'review' | 'question' | 'answer'

/** Ids of the last tenth of what a table shows, in order: what nothing has touched lately. */
export async function lastTenth(
  { db }: Pick<Infra, 'db'>,
  table: AskedTable,
): Promise<readonly number[]> {
  const isShown = table === 'product' ? sql`status = 'active'` : sql`status = 0`
  const { rows } = await sql<{ ids: number[] }>`
    select coalesce(array_agg(id order by id), '{}') as ids from (
      select id from ${sql.table(table)} where ${isShown} order by id desc
      limit (select ceil(count(*) / 10.0) from ${sql.table(table)} where ${isShown})
    ) as last
  `.execute(db)
  const { ids = [] } = rows[0] ?? {}
  if (ids.length === 0) throw new Error(`there is no ${table}`)
  return ids
}
