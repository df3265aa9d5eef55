import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { CountedColumns } from '../datasets/row-dataset.ts'
import type { Tally } from './tally.ts'

/** Adds what new rows count to the counters, in their transaction. Rows are locked in the order of their keys. */
export async function addToCounters(
  tx: Kysely<Database>,
  counts: CountedColumns,
  tally: Tally,
): Promise<void> {
  if (tally.size === 0) return
  const { keys, columns } = tally.sorted()
  const names = counts.columns.map((column) => sql.ref(column))
  const added = sql`unnest(
    ${keys}::integer[], ${sql.join(columns.map((column) => sql`${column}::bigint[]`))}
  ) as added (key, ${sql.join(names)})`
  const sums = (present: string) =>
    sql.join(
      counts.columns.map(
        (name) =>
          sql`${sql.ref(name)} = ${sql.ref(`${present}.${name}`)} + ${sql.ref(`added.${name}`)}`,
      ),
    )
  if (counts.table === 'product_summary') {
    await sql`
      insert into product_summary as present (product_id, ${sql.join(names)})
      select * from ${added} order by key
      on conflict (product_id) do update set version = present.version + 1,
        ${sql.join(names.map((name) => sql`${name} = present.${name} + excluded.${name}`))}
    `.execute(tx)
    return
  }
  const table = sql.table(counts.table)
  await sql`
    select from ${table} where id = any(${keys}::integer[]) order by id for no key update
  `.execute(tx)
  await sql`
    update ${table} as present set ${sums('present')} from ${added} where present.id = added.key
  `.execute(tx)
}
