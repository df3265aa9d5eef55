import { gameSums } from '@loadout/core/stats'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'

/** The finest grain that any roll-up of player games is made from, the player's apart. */
const GRAIN = sql`queue_key, patch_key, act_key, region_key, map_key, agent_key, match_tier`

/** All sums of all player games, once. */
const BASE_SUMS = sql`select ${GRAIN}, ${gameSums} from player_game group by ${GRAIN}`

/** The same as text, which PostgreSQL and DuckDB understand alike. */
export function baseSums({ db }: Pick<Infra, 'db'>): string {
  return BASE_SUMS.compile(db).sql
}

/** Seconds that PostgreSQL takes for `baseSums`. EXPLAIN runs it in full and sends no rows. */
export async function timeBaseSums({ db }: Infra): Promise<number> {
  const started = performance.now()
  await sql`explain (analyze, timing off) ${BASE_SUMS}`.execute(db)
  return (performance.now() - started) / 1_000
}
