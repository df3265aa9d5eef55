import type { Database } from '@loadout/core/db'
import { type Kysely, type RawBuilder, sql } from 'kysely'

/**
 * The roll-ups a second time, by other means: one plain GROUP BY over all stored rows. Where core trusts
 * a flag of the row (presence, mirror), this counts.
 */

const GRAIN = ['patch_key', 'act_key', 'queue_key', 'region_key', 'map_key', 'tier_group'] as const

/** Each match once per group it is in, by rules of its own rather than core's codes in one array. */
const GROUPED_MATCHES = sql`(
  select *, tier as tier_group from match
  union all select *, -1 from match
  union all select *, -2 from match where tier <= 14 and tier > 0
  union all select *, -3 from match where tier >= 15
  union all select *, -4 from match where tier >= 24
)`

/** Columns that are nothing but the sum of the column of the same name. */
const PLAYER_SUMS = [
  'rounds',
  'rounds_won',
  'attack_rounds',
  'attack_wins',
  'score',
  'kills',
  'deaths',
  'assists',
  'damage',
  'damage_received',
  'headshots',
  'bodyshots',
  'legshots',
  'first_bloods',
  'first_deaths',
  'kast_rounds',
  'trade_kills',
  'traded_deaths',
  'plants',
  'defuses',
] as const

const AGENT_COUNTS: Readonly<Record<string, RawBuilder<unknown>>> = {
  matches: sql`count(distinct game.match_key)`,
  wins: sql`sum(case when game.winner = game.team then 1 else 0 end)`,
  losses: sql`sum(case when game.winner + game.team = 3 then 1 else 0 end)`,
  draws: sql`sum(case when game.winner = 0 then 1 else 0 end)`,
  mirror_games: sql`sum(game.mirrored)`,
  non_mirror_wins: sql`sum(case when game.winner = game.team then 1 - game.mirrored else 0 end)`,
}

const MAP_COUNTS: Readonly<Record<string, RawBuilder<unknown>>> = {
  matches: sql`count(*)`,
  rounds: sql`sum(match.rounds)`,
  sided_rounds: sql`sum(match.sided_rounds)`,
  attack_wins: sql`sum(match.attack_wins)`,
  draws: sql`sum(case when match.winner = 0 then 1 else 0 end)`,
  surrenders: sql`sum(match.surrendered::int)`,
}

export type RollupTable = 'agent_rollup' | 'map_rollup'

/** A row that only one of the two has, with the side that has it. */
export type Difference = { readonly only_in: 'rollup' | 'recount' } & Record<string, unknown>

/** Every row of the active version that the roll-up and the recount do not share; empty when they are equal. */
export async function differences(
  db: Kysely<Database>,
  table: RollupTable,
): Promise<readonly Difference[]> {
  const recount = table === 'agent_rollup' ? recountAgents() : recountMaps()
  const columns = sql.join(columnsOf(table).map((name) => sql.ref(name)))
  const { rows } = await sql<Difference>`
    with recount as (${recount}),
    rollup as (
      select * from ${sql.table(table)} where version = (select active_version from stats_state)
    )
    select 'recount' as only_in, lost.*
    from (select ${columns} from recount except all select ${columns} from rollup) as lost
    union all
    select 'rollup', extra.*
    from (select ${columns} from rollup except all select ${columns} from recount) as extra
  `.execute(db)
  return rows
}

/** Columns of the table that no recount covers, e.g. because they are new. */
export async function uncheckedColumns(
  db: Kysely<Database>,
  table: RollupTable,
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = ${table}
  `.execute(db)
  const checked = new Set<string>(['version', ...columnsOf(table)])
  return rows.map(({ name }) => name).filter((name) => !checked.has(name))
}

function columnsOf(table: RollupTable): readonly string[] {
  return table === 'agent_rollup'
    ? [...GRAIN, 'agent_key', ...Object.keys(AGENT_COUNTS), ...PLAYER_SUMS]
    : [...GRAIN, ...Object.keys(MAP_COUNTS)]
}

function recountAgents(): RawBuilder<unknown> {
  const sums = PLAYER_SUMS.map((name) => sql`sum(game.${sql.ref(name)}) as ${sql.ref(name)}`)
  return sql`
    select ${keysOf('game')}, game.agent_key, ${named(AGENT_COUNTS)}, ${sql.join(sums)}
    from (
      select ${keysOf('match')}, match.winner, player.match_key, player.agent_key, player.team,
        ${sql.join(PLAYER_SUMS.map((name) => sql`player.${sql.ref(name)}`))},
        (min(player.team) over agent <> max(player.team) over agent)::int as mirrored
      from ${GROUPED_MATCHES} as match join player_match as player using (match_key)
      window agent as (partition by match.tier_group, player.match_key, player.agent_key)
    ) as game
    group by ${keysOf('game')}, game.agent_key
  `
}

function recountMaps(): RawBuilder<unknown> {
  return sql`select ${keysOf('match')}, ${named(MAP_COUNTS)} from ${GROUPED_MATCHES} as match group by ${keysOf('match')}`
}

function keysOf(table: string): RawBuilder<unknown> {
  return sql.join(GRAIN.map((column) => sql.ref(`${table}.${column}`)))
}

function named(counts: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  return sql.join(Object.entries(counts).map(([name, count]) => sql`${count} as ${sql.ref(name)}`))
}
