import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { CORE_SUMS, type CoreSums, type FilterKeys } from '../stats/index.ts'
import { fits, MAX_SCANNED } from './game-queries.ts'

/** Shared games that one request looks at, at most: the latest ones. */
const MAX_SHARED = 1_000

export interface Pair {
  readonly a: number
  readonly b: number
}

/** Sums of what a game has as such; its result is that of a team. */
const COLUMNS = CORE_SUMS.filter((column) => !/^(?:wins|losses|draws)$/.test(column))

export type VersusRow = CoreSums & { readonly together: boolean; readonly side: keyof Pair }

/** Sums of both players over the games they share: in one team, and against each other. */
export async function versusSums(
  db: Kysely<Database>,
  pair: Pair,
  filter: FilterKeys,
): Promise<readonly VersusRow[]> {
  const { rows } = await sql<VersusRow>`
    with shared as materialized (${sharedGames(pair)})
    select together, side,
      (count(*) filter (where winner = team))::integer as wins,
      (count(*) filter (where winner not in (0, team)))::integer as losses,
      (count(*) filter (where winner = 0))::integer as draws,
      ${sql.join(COLUMNS.map((column) => sql`sum(${sql.ref(column)})::integer as ${sql.ref(column)}`))}
    from (
      select game.*, case game.player_key when ${pair.a}::integer then 'a' else 'b' end as side,
        min(team) over same_match = max(team) over same_match as together
      from shared join player_game as game using (match_key, started_minute)
      where game.player_key in (${pair.a}, ${pair.b}) and ${fits(filter)}
      window same_match as (partition by game.match_key)
    ) as line
    group by together, side
  `.execute(db)
  return rows
}

/** Keys of the matches both played in, the latest ones of the latest ones of each. */
function sharedGames({ a, b }: Pair) {
  const latest = (player: number) => sql`
    (select match_key, started_minute from player_match where player_key = ${player}
      order by started_minute desc limit ${MAX_SCANNED})`
  return sql`select match_key, started_minute from ${latest(a)} as of_a join ${latest(b)} as of_b
    using (match_key, started_minute)
    order by started_minute desc, match_key desc limit ${MAX_SHARED}`
}

export interface DuelRow {
  readonly a_slot: number
  readonly b_slot: number
  readonly events: Uint8Array
}

/** Events of the latest games the two played against each other. */
export async function duelRows(
  db: Kysely<Database>,
  pair: Pair,
  { filter, limit }: { readonly filter: FilterKeys; readonly limit: number },
): Promise<readonly DuelRow[]> {
  const { rows } = await sql<DuelRow>`
    with shared as materialized (${sharedGames(pair)}),
    latest as materialized (
      select shared.match_key, game.slot as a_slot, other.slot as b_slot
      from shared
      join player_game as game on game.match_key = shared.match_key and game.player_key = ${pair.a}
      join player_game as other on other.match_key = shared.match_key and other.player_key = ${pair.b}
      where game.team <> other.team and ${fits(filter)}
      order by shared.started_minute desc, shared.match_key desc
      limit ${limit}
    )
    select a_slot, b_slot, events from latest join match using (match_key)
  `.execute(db)
  return rows
}
