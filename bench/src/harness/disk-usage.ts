import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { rollupTables } from './rollup-tables.ts'

/** Bytes. */
export interface DiskUsage {
  readonly matches: number
  /** Of `match` and `player_match` with indexes and TOAST, less the values of events. */
  readonly beyondEvents: number
  readonly events: number
  /** Where the former go. */
  readonly parts: Readonly<
    Record<'match rows' | 'player rows' | 'match indexes' | 'player indexes' | 'TOAST', number>
  >
  /** The column values of all rows, without headers, padding of pages, indexes and events. */
  readonly values: number
  readonly rollups: number
  /** Everything else in the database: players, ratings, queues, the catalogue. */
  readonly rest: number
}

export async function diskUsage({ db }: Infra): Promise<DiskUsage> {
  await sql`vacuum (analyze) match, player_match`.execute(db)
  const one = async (query: ReturnType<typeof sql<{ n: number }>>) =>
    Number((await query.execute(db)).rows[0]?.n ?? 0)
  const size = (of: 'heap' | 'indexes' | 'all', table: string) => {
    const name = sql`${table}::regclass`
    if (of === 'indexes') return one(sql`select pg_indexes_size(${name}) as n`)
    if (of === 'all') return one(sql`select pg_total_relation_size(${name}) as n`)
    // With its maps of free space and visibility.
    return one(sql`select pg_total_relation_size(${name}) - pg_indexes_size(${name})
      - coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0) as n
      from pg_class where oid = ${name}`)
  }
  const events = await one(sql`select sum(length(events)) as n from match`)
  const matchRows = await size('heap', 'match')
  const matchIndexes = await size('indexes', 'match')
  const playerRows = await size('heap', 'player_match')
  const playerIndexes = await size('indexes', 'player_match')
  const matchAll = await size('all', 'match')
  const playerAll = await size('all', 'player_match')
  const rollups = await sumOf(await rollupTables(db), (name) => size('all', name))
  const database = await one(sql`select pg_database_size(current_database()) as n`)
  return {
    matches: await one(sql`select count(*) as n from match`),
    beyondEvents: matchAll + playerAll - events,
    events,
    parts: {
      'match rows': matchRows,
      'player rows': playerRows,
      'match indexes': matchIndexes,
      'player indexes': playerIndexes,
      TOAST: matchAll - matchRows - matchIndexes - events,
    },
    values: await one(sql`
      select (select sum(pg_column_size(match) - ${ROW_HEADER} - length(events)) from match)
        + (select sum(pg_column_size(player_match) - ${ROW_HEADER}) from player_match) as n`),
    rollups,
    rest: database - matchAll - playerAll - rollups,
  }
}

/** Of a row as a value, bytes. */
const ROW_HEADER = sql.lit(24)

async function sumOf(
  names: readonly string[],
  size: (name: string) => Promise<number>,
): Promise<number> {
  let total = 0
  for (const name of names) total += await size(name)
  return total
}
