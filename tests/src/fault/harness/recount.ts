import { type Database, GAME_SUMS, PLAYER_SUM_COLUMNS } from '@loadout/core/db'
import { type Kysely, type RawBuilder, sql } from 'kysely'

/**
 * The roll-ups a second time, by other means: plain GROUP BYs over all rows. Where core trusts a flag of
 * the row (presence, mirror) or a packed text (compositions), this counts.
 */

/** What is counted: the rows of matches, of players in them, and of the weapons those used. */
export interface CountedRows {
  /** As the view `match_game`. */
  readonly matches: RawBuilder<unknown>
  /** As the view `player_game`. */
  readonly players: RawBuilder<unknown>
  /** One row per match, slot and weapon. */
  readonly weapons: RawBuilder<unknown>
}

/** What is stored; weapons are unpacked from the head of the events: LEB128 numbers, eight a row. */
export const STORED: CountedRows = {
  matches: sql`match_game`,
  players: sql`player_game`,
  weapons: sql`(
    with head as materialized (
      select match_key, substring(events from 4 for get_byte(events, 1) + 256 * get_byte(events, 2)) as bytes
      from match where get_byte(events, 0) = 2
    ), number as (
      select match_key, (nth - 1) / 8 as row, (nth - 1) % 8 as field, decode(digits[1], 'hex') || '\\x000000' as byte
      from head cross join
        regexp_matches(encode(bytes, 'hex'), '(?:[89a-f].)*[0-7].', 'g') with ordinality as listed (digits, nth)
    ), value as (
      select match_key, row, field, (get_byte(byte, 0) & 127) + ((get_byte(byte, 1) & 127) << 7)
        + ((get_byte(byte, 2) & 127) << 14) + ((get_byte(byte, 3) & 127) << 21) as value
      from number
    )
    select match_key,
      max(value) filter (where field = 0) as slot, max(value) filter (where field = 1) as weapon_key,
      max(value) filter (where field = 2) as kills, max(value) filter (where field = 3) as headshots,
      max(value) filter (where field = 4) as bodyshots, max(value) filter (where field = 5) as legshots,
      max(value) filter (where field = 6) as damage, max(value) filter (where field = 7) as rounds
    from value group by match_key, row
  )`,
}

/** Each match once per group it is in, by rules of its own rather than core's codes in one array. */
const grouped = ({ matches }: CountedRows) => sql`(
  select *, tier as tier_group from ${matches} as one
  union all select *, -1 from ${matches} as one
  union all select *, -2 from ${matches} as one where tier <= 14 and tier > 0
  union all select *, -3 from ${matches} as one where tier >= 15
  union all select *, -4 from ${matches} as one where tier >= 24
)`

/** The groups that coarse roll-ups keep. */
const bucketed = (rows: CountedRows) =>
  sql`(select * from ${grouped(rows)} as m where tier_group < 0)`

const COUNTED: Readonly<Record<string, RawBuilder<unknown>>> = {
  wins: sql`sum(case when game.winner = game.team then 1 else 0 end)`,
  losses: sql`sum(case when game.winner + game.team = 3 then 1 else 0 end)`,
  draws: sql`sum(case when game.winner = 0 then 1 else 0 end)`,
  defence_rounds: sql`sum(game.sided_rounds) - sum(game.attack_rounds)`,
  defence_wins: sql`sum(game.rounds_won) - sum(game.attack_wins)`,
  spent: sql`sum(case when game.spent is null then 0 else game.spent end)`,
  priced_damage: sql`sum(case when game.spent is null then 0 else game.damage end)`,
  cast_rounds: sql`sum(case when game.ultimate_casts is null then 0 else game.rounds end)`,
  grenade_casts: sql`sum(case when game.grenade_casts is null then 0 else game.grenade_casts end)`,
  ability1_casts: sql`sum(case when game.ability1_casts is null then 0 else game.ability1_casts end)`,
  ability2_casts: sql`sum(case when game.ability2_casts is null then 0 else game.ability2_casts end)`,
  ultimate_casts: sql`sum(case when game.ultimate_casts is null then 0 else game.ultimate_casts end)`,
}

/** Select items over rows of players called `game`. */
export const gameSums = sql.join(
  GAME_SUMS.map((column) => {
    const plain = (PLAYER_SUM_COLUMNS as readonly string[]).includes(column)
    const sum = plain ? sql`sum(game.${sql.ref(column)})` : COUNTED[column]
    return sql`${sum} as ${sql.ref(column)}`
  }),
)

/** Players' games with the facts about the agent counted from who played. */
const games = ({ players }: CountedRows) => sql`(
  select game.*, (min(game.team) over agent <> max(game.team) over agent)::int as mirrored
  from ${players} as game window agent as (partition by game.match_key, game.agent_key)
)`

/** Both teams of each match, with their agents counted from who played. */
const teams = ({ players }: CountedRows) => sql`(
  select match_key, team, queue_key, patch_key, map_key, match_tier,
    array_agg(agent_key order by agent_key) as agents,
    max((winner = team)::int) as won, max((winner = 0)::int) as drawn, max(match_rounds) as rounds,
    max(rounds_won) as rounds_won, max(attack_rounds) as attack_rounds, max(attack_wins) as attack_wins
  from ${players} as game group by match_key, team, queue_key, patch_key, map_key, match_tier
)`

const TEAM_SUMS = sql`count(*) as games, sum(won) as wins, sum(drawn) as draws, sum(team.rounds) as rounds,
  sum(team.rounds_won) as rounds_won`

const COMP_SUMS = sql`${TEAM_SUMS}, sum(attack_rounds) as attack_rounds, sum(attack_wins) as attack_wins`

const KEYS = sql`grouped.queue_key, grouped.tier_group, grouped.patch_key, grouped.act_key,
  grouped.region_key, grouped.map_key`

/** One recount per roll-up; columns that a recount lacks are found by `uncheckedColumns`. */
const RECOUNTS = {
  agent_rollup: (rows) => sql`
    select ${KEYS}, game.agent_key, ${gameSums}, count(distinct game.match_key) as matches,
      sum(game.mirrored) as mirror_games,
      sum(case when game.winner = game.team then 1 - game.mirrored else 0 end) as non_mirror_wins
    from ${grouped(rows)} as grouped join ${games(rows)} as game using (match_key)
    group by ${KEYS}, game.agent_key`,
  map_rollup: (rows) => sql`
    select ${KEYS}, count(*) as matches, sum(rounds) as rounds, sum(sided_rounds) as sided_rounds,
      sum(red_attack_wins) + sum(blue_attack_wins) as attack_wins,
      sum(case when winner = 0 then 1 else 0 end) as draws, sum(surrendered::int) as surrenders,
      sum(eliminations) as eliminations, sum(detonations) as detonations, sum(defusals) as defusals,
      sum(timeouts) as timeouts, sum(plants) as plants
    from ${grouped(rows)} as grouped group by ${KEYS}`,
  weapon_rollup: (rows) => sql`
    with used as materialized (select * from ${rows.weapons} as tally)
    select grouped.queue_key, grouped.tier_group, grouped.patch_key, grouped.act_key, spread.agent_key,
      used.weapon_key, sum(used.kills) as kills, sum(used.headshots) as headshots,
      sum(used.bodyshots) as bodyshots, sum(used.legshots) as legshots, sum(used.damage) as damage,
      sum(used.rounds) as rounds, count(*) as games
    from ${grouped(rows)} as grouped
    join used using (match_key)
    join ${rows.players} as game using (match_key, slot)
    join lateral (select -1 as agent_key union all select game.agent_key where grouped.tier_group < 0)
      as spread on true
    group by grouped.queue_key, grouped.tier_group, grouped.patch_key, grouped.act_key, spread.agent_key,
      used.weapon_key`,
  comp_rollup: (rows) => sql`
    select queue_key, patch_key, coalesce(map_key, -1) as map_key, array_to_string(agents, '.') as comp, ${COMP_SUMS}
    from ${teams(rows)} as team
    group by grouping sets ((queue_key, patch_key, agents, map_key), (queue_key, patch_key, agents))`,
  comp_total_rollup: (rows) => sql`
    select queue_key, coalesce(map_key, -1) as map_key, array_to_string(agents, '.') as comp, ${COMP_SUMS}
    from ${teams(rows)} as team
    group by grouping sets ((queue_key, agents, map_key), (queue_key, agents))`,
  duo_rollup: (rows) => sql`
    select grouped.queue_key, grouped.tier_group, grouped.patch_key, spread.map_key,
      one.agent_key, other.agent_key as partner_key, ${TEAM_SUMS}
    from ${bucketed(rows)} as grouped
    join ${teams(rows)} as team using (match_key)
    join ${rows.players} as one on one.match_key = team.match_key and one.team = team.team
    join ${rows.players} as other on other.match_key = team.match_key and other.team = team.team
      and (one.agent_key, one.slot) < (other.agent_key, other.slot)
    join lateral (select -1 as map_key union all select grouped.map_key where grouped.tier_group = -1)
      as spread on true
    group by grouped.queue_key, grouped.tier_group, grouped.patch_key, spread.map_key,
      one.agent_key, other.agent_key`,
  daily_rollup: (rows) => sql`
    select grouped.queue_key, grouped.tier_group, date_trunc('day', grouped.started_at, 'UTC')::date as day,
      game.agent_key, count(distinct game.match_key) as matches, count(*) as games,
      sum(case when game.winner = game.team then 1 else 0 end) as wins,
      sum(case when game.winner = 0 then 1 else 0 end) as draws, sum(game.rounds) as rounds,
      sum(game.rounds_won) as rounds_won, sum(game.score) as score, sum(game.damage) as damage,
      sum(game.kills) as kills, sum(game.deaths) as deaths, sum(game.assists) as assists
    from ${bucketed(rows)} as grouped join ${rows.players} as game using (match_key)
    group by grouped.queue_key, grouped.tier_group, day, game.agent_key
    union all
    select queue_key, tier_group, date_trunc('day', started_at, 'UTC')::date as day, -1, count(*),
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from ${bucketed(rows)} as grouped group by queue_key, tier_group, day`,
  player_rollup: (rows) => sql`
    select game.player_key, game.queue_key, game.act_key, game.region_key, ${gameSums},
      max(64 * floor(extract(epoch from game.started_at) / 60) + game.tier)::bigint as latest
    from ${rows.players} as game where game.player_key > 0
    group by game.player_key, game.queue_key, game.act_key, game.region_key`,
} as const satisfies Readonly<Record<string, (rows: CountedRows) => RawBuilder<unknown>>>

export type RollupTable = keyof typeof RECOUNTS
export const ROLLUP_TABLES = Object.keys(RECOUNTS) as readonly RollupTable[]

/** A row that only one of the two has, with the side that has it. */
export type Difference = { readonly only_in: 'stored' | 'recount' } & Record<string, unknown>

/** Every row of the active version that the roll-up and the recount do not share; empty when they are equal. */
export async function differences(
  db: Kysely<Database>,
  table: RollupTable,
  rows: CountedRows = STORED,
): Promise<readonly Difference[]> {
  const active = sql`select * from ${sql.table(table)}
    where version = (select active_version from stats_state)`
  return rowDifferences(db, await columnsOf(db, table), [active, RECOUNTS[table](rows)])
}

/** Every row that only one of two selections has. */
export async function rowDifferences(
  db: Kysely<Database>,
  names: readonly string[],
  [stored, recount]: readonly [stored: RawBuilder<unknown>, recount: RawBuilder<unknown>],
): Promise<readonly Difference[]> {
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const { rows } = await sql<Difference>`
    with recount as materialized (${recount}), stored as materialized (${stored})
    select 'recount' as only_in, lost.*
    from (select ${columns} from recount except all select ${columns} from stored) as lost
    union all
    select 'stored', extra.*
    from (select ${columns} from stored except all select ${columns} from recount) as extra
  `.execute(db)
  return rows
}

/** All columns but the version: one that a recount lacks makes the comparison fail. */
export async function columnsOf(db: Kysely<Database>, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = ${table} and table_schema = 'public'
  `.execute(db)
  return rows.map(({ name }) => name).filter((name) => name !== 'version')
}
