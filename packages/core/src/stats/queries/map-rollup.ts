import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { inBatch, type RollupBatch, TIER_GROUPS, upsertSums } from './upsert-sums.ts'

export const MAP_SUMS = [
  ...(['matches', 'rounds', 'sided_rounds', 'attack_wins', 'draws', 'surrenders'] as const),
  ...(['eliminations', 'detonations', 'defusals', 'timeouts', 'plants'] as const),
] as const

const GRAIN = ['queue_key', 'patch_key', 'act_key', 'region_key', 'map_key'] as const

/** Sums over matches per map and everything a page can filter by. */
export function addMapSums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  const grain = sql.join(GRAIN.map((column) => sql.ref(column)))
  return upsertSums(tx, batch, {
    table: 'map_rollup',
    key: ['queue_key', 'tier_group', ...GRAIN.slice(1)],
    sums: MAP_SUMS,
    groups: TIER_GROUPS,
    base: sql`
      select ${grain}, tier, count(*)::integer as matches, sum(rounds)::integer as rounds,
        sum(sided_rounds)::integer as sided_rounds,
        sum(red_attack_wins + blue_attack_wins)::integer as attack_wins,
        (count(*) filter (where winner = 0))::integer as draws,
        (count(*) filter (where surrendered))::integer as surrenders,
        sum(eliminations)::integer as eliminations, sum(detonations)::integer as detonations,
        sum(defusals)::integer as defusals, sum(timeouts)::integer as timeouts, sum(plants)::integer as plants
      from match_game where ${inBatch(batch)}
      group by ${grain}, tier`,
  })
}
