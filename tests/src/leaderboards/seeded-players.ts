import { type Database, GAME_SUMS } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'
import { emptyTables } from '../support/empty-tables.ts'

/** What a seeded player has done in one queue, act and region. */
export interface SeededPlayer {
  readonly key: number
  readonly queue_key: number
  readonly act_key?: number
  readonly region_key?: number
  readonly wins?: number
  readonly losses?: number
  readonly draws?: number
  readonly rounds?: number
  readonly score?: number
  /** Minute since 1970 of the latest match, and the tier in it. */
  readonly minute?: number
  readonly tier?: number
  readonly rating?: { readonly mu: number; readonly sigma: number }
}

/** Puts players into the roll-up and the ratings without playing: boards are made of nothing else. */
export async function seedPlayers(
  db: Kysely<Database>,
  players: readonly SeededPlayer[],
): Promise<void> {
  await sql`
    insert into player (player_key, puuid, name, tag, search_key, seen_at) overriding system value
    select distinct on (key) key, ${puuidSql}, 'Player ' || key, 'EU', 'player ' || key || '#eu', now()
    from json_to_recordset(${JSON.stringify(players)}::json) as seed (key int)
    on conflict do nothing
  `.execute(db)
  const rows = players.map((player) => ({
    ...Object.fromEntries(GAME_SUMS.map((column) => [column, 0])),
    version: 1,
    player_key: player.key,
    queue_key: player.queue_key,
    act_key: player.act_key ?? 0,
    region_key: player.region_key ?? 0,
    wins: player.wins ?? 10,
    losses: player.losses ?? 10,
    draws: player.draws ?? 0,
    rounds: player.rounds ?? 400,
    score: player.score ?? 80_000,
    latest: (player.minute ?? 29_000_000) * 64 + (player.tier ?? 0),
  }))
  await sql`
    insert into player_rollup
    select * from json_populate_recordset(null::player_rollup, ${JSON.stringify(rows)}::json)
  `.execute(db)
  await sql`
    insert into rating (queue_key, player_key, mu, sigma, games, updated_minute)
    select queue_key, key, (rating->>'mu')::float8, (rating->>'sigma')::float8, 20, 29000000
    from json_to_recordset(${JSON.stringify(players)}::json) as seed (key int, queue_key int, rating json)
    where rating is not null
    on conflict do nothing
  `.execute(db)
}

export const puuidSql = sql`'00000000-0000-4000-8000-' || lpad(key::text, 12, '0')`

export function puuidOf(key: number): string {
  return `00000000-0000-4000-8000-${String(key).padStart(12, '0')}`
}

/** Says that there were other matches since: boards of this queue and act are due. */
export async function touchMatches(
  db: Kysely<Database>,
  scope: { readonly queue_key: number; readonly act_key?: number },
): Promise<void> {
  await sql`
    insert into map_rollup (version, queue_key, tier_group, patch_key, act_key, region_key, map_key,
      matches, rounds, sided_rounds, attack_wins, draws, surrenders, eliminations, detonations, defusals,
      timeouts, plants)
    values (1, ${scope.queue_key}, -1, 0, ${scope.act_key ?? 0}, 0, 0, 1, 20, 20, 10, 0, 0, 20, 0, 0, 0, 12)
    on conflict (version, queue_key, tier_group, patch_key, act_key, region_key, map_key)
      do update set matches = map_rollup.matches + 1
  `.execute(db)
}

/** Forgets all players and what boards are made of. */
export function emptyBoards(db: Kysely<Database>): Promise<void> {
  return emptyTables(db, [
    ...['player', 'player_rollup', 'map_rollup', 'rating'],
    ...['leaderboard_edition', 'leaderboard_entry', 'rank_distribution'],
  ])
}
