import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type RollupFilter, rollupCondition, sumsOf } from './rollup-condition.ts'
import { ALL } from './upsert-sums.ts'
import { WEAPON_SUMS } from './weapon-rollup.ts'

export type WeaponSumsRow = Awaited<ReturnType<typeof weaponSums>>[number]

/** Sums per weapon, of one agent or of all. */
export function weaponSums(
  db: Kysely<Database>,
  { agentKey = ALL, ...filter }: RollupFilter & { readonly agentKey: number | undefined },
) {
  return db
    .selectFrom('weapon_rollup')
    .select('weapon_key')
    .select(() => sumsOf(WEAPON_SUMS))
    .where(rollupCondition(filter))
    .where('agent_key', '=', agentKey)
    .groupBy('weapon_key')
    .execute()
}
