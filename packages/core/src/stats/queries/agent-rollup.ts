import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { GAME_SUMS } from '../../db/player-sums.ts'
import { gameSums } from './game-sums.ts'
import { inBatch, type RollupBatch, TIER_GROUPS, upsertSums } from './upsert-sums.ts'

export const AGENT_SUMS = [...GAME_SUMS, 'matches', 'mirror_games', 'non_mirror_wins'] as const

const GRAIN = ['queue_key', 'patch_key', 'act_key', 'region_key', 'map_key', 'agent_key'] as const

/** Sums per agent, map and everything a page can filter by. */
export function addAgentSums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  const grain = sql.join(GRAIN.map((column) => sql.ref(column)))
  return upsertSums(tx, batch, {
    table: 'agent_rollup',
    key: ['queue_key', 'tier_group', ...GRAIN.slice(1)],
    sums: AGENT_SUMS,
    groups: TIER_GROUPS,
    base: sql`
      select ${grain}, match_tier as tier, ${gameSums},
        sum(presence)::integer as matches,
        sum(mirror)::integer as mirror_games,
        (count(*) filter (where winner = team and mirror = 0))::integer as non_mirror_wins
      from player_game where ${inBatch(batch)}
      group by ${grain}, match_tier`,
  })
}
