import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { gamesIn } from '../queries/games-in.ts'
import type { RollupName } from '../rollups.ts'

type Row = Readonly<Record<string, number | string>>

/** A key whose sums are not the same in both versions; null where one of them has no such row. */
export interface DifferingRow {
  readonly key: Row
  readonly stored: Row | null
  readonly recounted: Row | null
  /** Of how many it is one. */
  readonly total: number
}

/**
 * The first `limit` rows in which two versions of a roll-up differ. A row that is missing and one without
 * games are the same. Every column there is takes part: the catalogue says which.
 */
export async function differingRows(
  tx: Kysely<Database>,
  rollup: RollupName,
  options: { readonly stored: number; readonly recounted: number; readonly limit: number },
): Promise<readonly DifferingRow[]> {
  const { keys, sums } = await rollupColumns(tx, rollup)
  const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
  const rowsOf = (version: number) => sql`(
    select ${list([...keys, ...sums])} from ${sql.table(rollup)}
    where version = ${version} and ${gamesIn(rollup)} <> 0
  )`
  const values = (side: string) =>
    sql`row(${sql.join(sums.map((column) => sql`coalesce(${sql.ref(`${side}.${column}`)}, 0)`))})`
  const named = sql.join(keys.flatMap((column) => [sql`${column}::text`, sql.ref(column)]))
  const { rows } = await sql<DifferingRow>`
    select jsonb_build_object(${named}) as key, to_jsonb(stored) as stored, to_jsonb(recounted) as recounted,
      count(*) over () as total
    from ${rowsOf(options.stored)} as stored
    full join ${rowsOf(options.recounted)} as recounted using (${list(keys)})
    where ${values('stored')} <> ${values('recounted')}
    order by ${list(keys)}
    limit ${options.limit}
  `.execute(tx)
  return rows
}

async function rollupColumns(
  tx: Kysely<Database>,
  rollup: RollupName,
): Promise<{ readonly keys: readonly string[]; readonly sums: readonly string[] }> {
  const { rows } = await sql<{ name: string; in_key: boolean }>`
    select attname as name, attnum = any(indkey) as in_key
    from pg_attribute join pg_index on indrelid = attrelid and indisprimary
    where attrelid = ${rollup}::regclass and attnum > 0 and not attisdropped and attname <> 'version'
    order by attnum
  `.execute(tx)
  const named = (inKey: boolean) =>
    rows.filter(({ in_key }) => in_key === inKey).map(({ name }) => name)
  return { keys: named(true), sums: named(false) }
}
