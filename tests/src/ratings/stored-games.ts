import type { Database } from '@loadout/core/db'
import { insertPendingRatings } from '@loadout/core/ratings'
import { type Kysely, sql } from 'kysely'
import { emptyTables } from '../support/empty-tables.ts'

/** As much of a match as rating sees. */
export interface StoredGame {
  readonly queueKey: number
  readonly startedAt: Date
  /** Ten player keys, the first five red. */
  readonly players: readonly number[]
  /** 0 draw, 1 red, 2 blue. */
  readonly winner: number
  /** Orders matches of the same moment. */
  readonly id: string
}

/** A uuid that sorts as the number does. */
export function gameId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

/** Stores games as ingestion does, except for what nobody who rates looks at. */
export function storeGames(db: Kysely<Database>, games: readonly StoredGame[]): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ match_key: number; id: string }>`
      insert into match (id, queue_key, started_at, winner, received_at, round_counts, patch_key, map_key,
        act_key, region_key, tier, rounds, red_score, blue_score, parser_version, trade_window_ms,
        surrendered, source, red_comp, blue_comp, raw_hash, events)
      select id, queue_key, started_at, winner, now(), 0, 0, 0, 0, 0, 0, 20, 10, 10, 1, 5000, false,
        'test', '', '', '', ''
      from json_to_recordset(${json(games.map(toMatch))}::json)
        as game (id uuid, queue_key int, started_at timestamptz, winner int)
      returning match_key, id
    `.execute(tx)
    const keys = new Map(rows.map(({ id, match_key }) => [id, match_key]))
    await sql`
      insert into player_match (match_key, player_key, started_minute, seat, round_counts, clutch_counts,
        agent_key, rounds, score, damage, damage_received, kills, deaths, assists, headshots, bodyshots,
        legshots, trade_kills, traded_deaths)
      select match_key, player_key, started_minute, seat, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      from json_to_recordset(${json(games.flatMap((game) => toSeats(game, keys.get(game.id))))}::json)
        as seat (match_key int, player_key int, started_minute int, seat int)
    `.execute(tx)
    await insertPendingRatings(tx, [...keys.values()])
  })
}

function toMatch({ id, queueKey, startedAt, winner }: StoredGame) {
  return { id, queue_key: queueKey, started_at: startedAt, winner }
}

function toSeats({ players, startedAt }: StoredGame, matchKey: number | undefined) {
  return players.map((player_key, slot) => ({
    match_key: matchKey,
    player_key,
    started_minute: Math.floor(startedAt.getTime() / 60_000),
    seat: slot + (slot < 5 ? 0 : 16),
  }))
}

/** Every rating and checkpoint, at one moment, to the last bit. */
export function allRatings(db: Kysely<Database>) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const present = await sql`
      select queue_key, player_key, games, updated_minute, float8send(mu) as mu, float8send(sigma) as sigma
      from rating order by queue_key, player_key
    `.execute(tx)
      const days = await sql`
      select queue_key, player_key, day, games, updated_minute, float8send(mu) as mu,
        float8send(sigma) as sigma
      from rating_day order by queue_key, player_key, day
    `.execute(tx)
      return { present: hexed(present.rows), days: hexed(days.rows) }
    })
}

/** Bytes as text, which test output shows and compares well. */
function hexed(rows: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(rows), (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
  )
}

function json(value: unknown): string {
  return JSON.stringify(value)
}

/** Forgets all games and what they were worth, and what stands in `others`. */
export function emptyRatings(db: Kysely<Database>, others: readonly string[] = []): Promise<void> {
  return emptyTables(db, [
    ...['match', 'player_match', 'rating', 'rating_day'],
    ...['rating_replay', 'rating_queue', 'rating_pending', ...others],
  ])
}
