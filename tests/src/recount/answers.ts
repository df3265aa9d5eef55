import type { Database } from '@loadout/core/db'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { gameSums } from '../fault/harness/recount.ts'

/** What pages are asked for, by ids. */
export interface Asked {
  readonly queue: string
  readonly patch?: string
  readonly act?: string
  readonly region?: string
  readonly map?: string
  readonly tier?: 'low' | 'mid' | 'high' | number
}

export type Sums = Readonly<Record<string, number>> & { readonly id: string }

/** Matches that a filter is about. */
export function matchesOf(asked: Asked): RawBuilder<unknown> {
  const { tier } = asked
  const keys = (['queue', 'patch', 'act', 'region', 'map'] as const).flatMap((kind) =>
    asked[kind] === undefined
      ? []
      : [sql`${sql.ref(`${kind}_key`)} = recount.key(${kind}, ${asked[kind]})`],
  )
  const tiers = { low: sql`tier between 1 and 14`, mid: sql`tier > 14`, high: sql`tier > 23` }
  if (typeof tier === 'string') keys.push(tiers[tier])
  if (typeof tier === 'number') keys.push(sql`tier = ${tier}`)
  return sql`(select * from recount.match_game where ${sql.join(keys, sql` and `)})`
}

export async function countMatches(db: Kysely<Database>, asked: Asked): Promise<number> {
  return (
    (
      await read(db, sql`select 'all' as id, count(*) as matches from ${matchesOf(asked)} as asked`)
    )[0]?.matches ?? 0
  )
}

/** Sums of the games of each agent that has a name. */
export function sumsByAgent(db: Kysely<Database>, asked: Asked): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      select dimension.id, count(*) as games, ${gameSums}, count(distinct match_key) as matches,
        sum(mirror) as mirror_games,
        count(*) filter (where game.winner = team and mirror = 0) as non_mirror_wins
      from recount.player_game as game
      join ${matchesOf(asked)} as asked using (match_key)
      join dimension on dimension.key = agent_key
      group by dimension.id`,
  )
}

/** Sums of all the games of each player, of every queue. */
export function sumsByPlayer(db: Kysely<Database>, players: number): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      select puuid as id, count(*) as games, ${gameSums}
      from recount.player_game as game join player using (player_key)
      group by puuid order by count(*) desc, puuid limit ${players}`,
  )
}

export function sumsByMap(db: Kysely<Database>, asked: Asked): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      select dimension.id, count(*) as matches, sum(rounds) as rounds, sum(sided_rounds) as sided_rounds,
        sum(red_attack_wins + blue_attack_wins) as attack_wins,
        count(*) filter (where winner = 0) as draws, count(*) filter (where surrendered) as surrenders,
        sum(eliminations) as eliminations, sum(detonations) as detonations, sum(defusals) as defusals,
        sum(timeouts) as timeouts, sum(plants) as plants,
        sum(eliminations + detonations + defusals + timeouts) as ended
      from ${matchesOf(asked)} as asked join dimension on dimension.key = map_key
      group by dimension.id`,
  )
}

export function sumsByWeapon(
  db: Kysely<Database>,
  asked: Asked & { readonly agent?: string },
): Promise<readonly Sums[]> {
  const ofAgent =
    asked.agent === undefined ? sql`true` : sql`agent_key = recount.key('agent', ${asked.agent})`
  return read(
    db,
    sql`
      select dimension.id, count(*) as games, sum(used.kills) as kills, sum(used.rounds) as rounds,
        sum(used.damage) as damage, sum(used.headshots) as headshots,
        sum(used.headshots + used.bodyshots + used.legshots) as hits
      from recount.weapon_game as used
      join recount.player_game as game using (match_key, slot)
      join ${matchesOf(asked)} as asked using (match_key)
      join dimension on dimension.key = weapon_key
      where ${ofAgent}
      group by dimension.id`,
  )
}

/** Sums of each five agents that played `minGames` or more, by their ids in order. */
export function sumsByComp(
  db: Kysely<Database>,
  asked: Asked,
  minGames: number,
): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      with team as (
        select string_agg(coalesce(dimension.id, '-'), ' ' order by coalesce(dimension.id, '-') collate "C") as id,
          max(game.rounds_won) as rounds_won, max(asked.rounds) as rounds,
          max(attack_rounds) as attack_rounds, max(attack_wins) as attack_wins,
          max((asked.winner = team)::integer) as wins, max((asked.winner = 0)::integer) as draws
        from recount.player_game as game
        join ${matchesOf(asked)} as asked using (match_key)
        left join dimension on dimension.key = agent_key
        group by match_key, team
      )
      select id, count(*) as games, sum(wins) as wins, sum(draws) as draws, sum(rounds) as rounds,
        sum(rounds_won) as rounds_won, sum(attack_rounds) as attack_rounds, sum(attack_wins) as attack_wins
      from team group by id having count(*) >= ${minGames}`,
  )
}

/** Sums of each two agents of a team, by their ids in order. */
export function sumsByDuo(db: Kysely<Database>, asked: Asked): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      with seat as (
        select match_key, team, slot, rounds_won, asked.rounds, asked.winner, dimension.id
        from recount.player_game as game
        join ${matchesOf(asked)} as asked using (match_key)
        join dimension on dimension.key = agent_key
      )
      select one.id || ' ' || other.id as id, count(*) as games,
        count(*) filter (where one.winner = one.team) as wins,
        count(*) filter (where one.winner = 0) as draws,
        sum(one.rounds) as rounds, sum(one.rounds_won) as rounds_won
      from seat as one join seat as other using (match_key, team)
      where (one.id, one.slot) < (other.id, other.slot)
      group by one.id, other.id`,
  )
}

/** Score and rounds of an agent per week that begins on Monday. */
export function sumsByWeek(
  db: Kysely<Database>,
  asked: Asked & { readonly agent: string },
): Promise<readonly Sums[]> {
  return read(
    db,
    sql`
      select to_char(date_trunc('week', asked.started_at at time zone 'UTC'), 'YYYY-MM-DD') as id,
        sum(score) as score, sum(game.rounds) as rounds
      from recount.player_game as game join ${matchesOf(asked)} as asked using (match_key)
      where agent_key = recount.key('agent', ${asked.agent})
      group by 1 order by 1`,
  )
}

async function read(db: Kysely<Database>, query: RawBuilder<unknown>): Promise<readonly Sums[]> {
  const { rows } = await sql<Record<string, unknown> & { id: string }>`${query}`.execute(db)
  return rows.map(({ id, ...sums }) => {
    const numbers = Object.entries(sums).map(([name, sum]) => [name, Number(sum)])
    return { ...Object.fromEntries(numbers), id }
  })
}
