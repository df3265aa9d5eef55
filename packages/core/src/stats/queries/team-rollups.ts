import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { ALL, BUCKETS, inBatch, type RollupBatch, upsertSums } from './upsert-sums.ts'

/** One row per team: its composition and how the match went for it. */
const teams = (batch: RollupBatch) => sql`
  select queue_key, patch_key, map_key, side.*,
    -- A tier of the same buckets, as in bucketTier: fewer rows to expand.
    case when tier = 0 then 0 when tier <= 14 then 14 when tier <= 23 then 23 else 27 end as tier
  from match_game cross join lateral (values
    (red_comp, (winner = 1)::integer, (winner = 0)::integer, rounds, red_score, red_attack_rounds, red_attack_wins),
    (blue_comp, (winner = 2)::integer, (winner = 0)::integer, rounds, blue_score,
      sided_rounds - red_attack_rounds, blue_attack_wins)
  ) as side (comp, wins, draws, rounds, rounds_won, attack_rounds, attack_wins)
  where ${inBatch(batch)}`

export const TEAM_SUMS = ['games', 'wins', 'draws', 'rounds', 'rounds_won'] as const
const teamSums = sql`count(*)::integer as games, sum(wins)::integer as wins, sum(draws)::integer as draws,
  sum(rounds)::integer as rounds, sum(rounds_won)::integer as rounds_won`

export const COMP_SUMS = [...TEAM_SUMS, 'attack_rounds', 'attack_wins'] as const

/** The map that was played, and all maps together. */
const MAPS = sql`select unnest(array[base.played_map, ${ALL}::smallint]) as map_key`

/** Sums per composition, patch and map. Not by tier: hardly two teams are alike as it is. */
export function addCompSums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  return upsertSums(tx, batch, {
    table: 'comp_rollup',
    key: ['queue_key', 'patch_key', 'map_key', 'comp'],
    sums: COMP_SUMS,
    groups: MAPS,
    base: comps(batch),
  })
}

/** Sums per composition and map over all patches. */
export function addCompTotals(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  return upsertSums(tx, batch, {
    table: 'comp_total_rollup',
    key: ['queue_key', 'map_key', 'comp'],
    sums: COMP_SUMS,
    groups: MAPS,
    base: comps(batch),
  })
}

const comps = (batch: RollupBatch) => sql`
  select queue_key, patch_key, map_key as played_map, comp, ${teamSums},
    sum(attack_rounds)::integer as attack_rounds, sum(attack_wins)::integer as attack_wins
  from (${teams(batch)}) as team
  group by queue_key, patch_key, map_key, comp`

/** Sums per pair of agents in a team: by map, and for all maps together by tier bucket. */
export function addDuoSums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  return upsertSums(tx, batch, {
    table: 'duo_rollup',
    key: ['queue_key', 'tier_group', 'patch_key', 'map_key', 'agent_key', 'partner_key'],
    sums: TEAM_SUMS,
    groups: sql`
      select ${ALL}::smallint as map_key, tier_group from (${BUCKETS}) as bucket
      union all select base.played_map, -1::smallint`,
    base: sql`
      select queue_key, patch_key, map_key as played_map, tier, pair.agent_key, pair.partner_key, ${teamSums}
      from (${teams(batch)}) as team
      cross join lateral (
        select a.key as agent_key, b.key as partner_key
        from unnest(string_to_array(comp, '.')::smallint[]) with ordinality as a (key, place)
        join unnest(string_to_array(comp, '.')::smallint[]) with ordinality as b (key, place)
          on a.place < b.place
      ) as pair
      group by queue_key, patch_key, map_key, tier, pair.agent_key, pair.partner_key`,
  })
}
