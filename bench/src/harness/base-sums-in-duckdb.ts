import { join } from 'node:path'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { baseSums } from './base-sums.ts'
import { type DuckDb, openDuckDb } from './duckdb.ts'
import type { Bench } from './scenario.ts'

/** Copies `player_game` into a Parquet file once; null where DuckDB cannot be had. */
export async function exportToDuckDb(bench: Bench, { db }: Infra): Promise<DuckDb | null> {
  const duckdb = await openDuckDb(bench)
  if (duckdb === null) return null
  const { rows } = await sql<{ folder: string }>`
    select current_setting('data_directory') as folder
  `.execute(db)
  const folder = rows[0]?.folder ?? ''
  const csv = join(folder, 'player_game.csv')
  const parquet = join(bench.dir, 'player_game.parquet')
  // The server writes the file: it may belong to another user, who can read nothing else of ours.
  await sql`copy (select * from player_game) to ${sql.lit(csv)} with (format csv, header)`.execute(
    db,
  )
  await duckdb.run(`copy (from read_csv('${csv}', header = true)) to '${parquet}' (format parquet)`)
  await duckdb.run(`create view player_game as from read_parquet('${parquet}')`)
  return duckdb
}

/** Seconds that DuckDB takes for `baseSums`, from the Parquet file to a table in memory. */
export async function timeBaseSumsInDuckDb(duckdb: DuckDb, infra: Infra): Promise<number> {
  const started = performance.now()
  await duckdb.run(`create or replace temp table sums as ${baseSums(infra)}`)
  return (performance.now() - started) / 1_000
}
