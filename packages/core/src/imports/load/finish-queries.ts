import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { LoadedTable } from '../datasets/row-dataset.ts'

/** The products that these rows of a table belong to, or are. */
export async function productsOf(
  db: Kysely<Database>,
  table: 'product' | 'characteristic' | 'question',
  ids: readonly number[],
): Promise<readonly number[]> {
  if (table === 'product') return ids
  const { rows } = await sql<{ product_id: number }>`
    select distinct product_id from ${sql.table(table)} where id = any(${ids}::integer[])
    order by product_id
  `.execute(db)
  return rows.map((row) => row.product_id)
}

/** Has the planner know a table that has grown. */
export async function analyze(db: Kysely<Database>, table: LoadedTable): Promise<void> {
  await sql`analyze ${sql.table(table)}`.execute(db)
}
