import type { TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'

export interface SeedOptions {
  readonly matches: number
  readonly players: number
  /** Matches that players 1 and 2 play in. */
  readonly ofTheFirst: number
}

/**
 * Rows as storing matches and rolling them up writes them, without any round in them: many players with few games, two with many.
 * Player 1 is in slot 0 of the last `ofTheFirst` matches, player 2 in slot 5.
 */
export async function seedGames(infra: TestInfra, options: SeedOptions): Promise<void> {
  const { db } = infra
  const { matches, players, ofTheFirst } = options
  await sql`
    insert into player (puuid, name, tag, search_key, seen_at)
    select 'seeded-player-' || lpad(n::text, 10, '0'), 'name' || n, 'x', 'name' || n || '#x', now()
    from generate_series(1, ${players}::int) as n
  `.execute(db)
  await sql`
    insert into match (started_at, received_at, round_counts, duration_ms, patch_key, queue_key, map_key,
      act_key, region_key, tier, rounds, red_score, blue_score, winner, parser_version, trade_window_ms,
      surrendered, id, source, red_comp, blue_comp, raw_hash, events)
    select timestamptz '2026-01-01' + n * interval '1 minute', now(), 20, null, 1 + n % 5, 10 + n % 2,
      20 + n % 7, 30 + n % 6, 40, 14, 20, 13, 7, 1 + n % 2, 1, 5000, false,
      ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'riot', '', '',
      sha256(n::text::bytea), ${noRounds(infra)}
    from generate_series(1, ${matches}::int) as n
  `.execute(db)
  await sql`
    insert into player_match (round_counts, clutch_counts, match_key, player_key, started_minute,
      agent_key, seat, rounds, score, damage, damage_received, kills, deaths, assists, headshots, bodyshots,
      legshots, trade_kills, traded_deaths)
    select 0, 0, match_key,
      case when slot % 5 = 0 and match_key > ${matches - ofTheFirst}::int then 1 + slot / 5
        else 3 + (match_key * 10 + slot) % (${players}::int - 2) end,
      extract(epoch from started_at)::int / 60, 50 + (match_key + slot) % 20,
      slot + (slot / 5 << 4) + (14 << 7), 20, 4000, 2800, 2700, 15, 14, 4, 12, 30, 3, 2, 2
    from match cross join generate_series(0, 9) as slot
  `.execute(db)
  await seedRollups(infra, players)
  await sql`analyze`.execute(db)
}

/** The value of `match.events` with no weapon in its head and no round behind it. */
function noRounds({ codec }: TestInfra): Uint8Array {
  const rounds = codec.compress(new TextEncoder().encode('{"v":1,"ids":[],"rounds":[]}'))
  return Uint8Array.from([2, 0, 0, ...rounds])
}

/** Twelve rows for player 1, one for everybody else; each sum is 1. */
async function seedRollups({ db }: TestInfra, players: number): Promise<void> {
  const keys = ['version', 'player_key', 'queue_key', 'act_key', 'region_key']
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = 'player_rollup'
  `.execute(db)
  const sums = rows.map(({ name }) => name).filter((name) => !keys.includes(name))
  await sql`
    insert into player_rollup (${sql.join([...keys, ...sums].map((name) => sql.ref(name)))})
    select active_version, n, 10 + row % 2, 30 + row / 2, 40, ${sql.join(sums.map(() => sql`1`))}
    from stats_state, generate_series(1, ${players}::int) as n,
      lateral generate_series(0, case n when 1 then 11 else 0 end) as row
  `.execute(db)
  await sql`
    insert into rating (mu, sigma, games, player_key, updated_minute, queue_key)
    select 25, 8, 1, n, 1, 10 + queue from generate_series(1, ${players}::int) as n, generate_series(0, 1) as queue
  `.execute(db)
}
