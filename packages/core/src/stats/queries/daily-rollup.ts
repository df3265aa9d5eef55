import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { ALL, BUCKETS, inBatch, type RollupBatch, upsertSums } from './upsert-sums.ts'

export const DAILY_SUMS = [
  ...(['matches', 'games', 'wins', 'draws', 'rounds', 'rounds_won'] as const),
  ...(['score', 'damage', 'kills', 'deaths', 'assists'] as const),
] as const

/** Coarse sums per UTC day and agent; the row of all agents has the matches of the day. */
export function addDailySums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  return upsertSums(tx, batch, {
    table: 'daily_rollup',
    key: ['queue_key', 'tier_group', 'day', 'agent_key'],
    sums: DAILY_SUMS,
    groups: BUCKETS,
    base: sql`
      select queue_key, match_tier as tier, (started_at at time zone 'UTC')::date as day, agent_key,
        sum(presence)::integer as matches, count(*)::integer as games,
        (count(*) filter (where winner = team))::integer as wins,
        (count(*) filter (where winner = 0))::integer as draws,
        sum(rounds)::integer as rounds, sum(rounds_won)::integer as rounds_won,
        sum(score)::integer as score, sum(damage)::integer as damage,
        sum(kills)::integer as kills, sum(deaths)::integer as deaths, sum(assists)::integer as assists
      from player_game where ${inBatch(batch)}
      group by queue_key, match_tier, (started_at at time zone 'UTC')::date, agent_key
      union all
      select queue_key, tier, (started_at at time zone 'UTC')::date, ${ALL}::smallint,
        count(*)::integer, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      from match_game where ${inBatch(batch)}
      group by queue_key, tier, (started_at at time zone 'UTC')::date`,
  })
}
