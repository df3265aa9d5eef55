import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { LoadedTable } from '../datasets/row-dataset.ts'

/** Ids from here on are our own, until an import brings larger ones along: see the migrations. */
export const OWN_IDS_FROM = 100_000_001

/** Has the ids of a table go on behind this one, which was brought along. */
export async function skipId(tx: Kysely<Database>, table: LoadedTable, id: number): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), ${id}::bigint)
    where ${id}::bigint >= (select last_value from ${sql.table(`${table}_id_seq`)})
  `.execute(tx)
}
