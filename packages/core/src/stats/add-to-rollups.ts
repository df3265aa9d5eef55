import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { addWeaponSums } from './add-weapon-sums.ts'
import { addAgentSums } from './queries/agent-rollup.ts'
import { addDailySums } from './queries/daily-rollup.ts'
import { addMapSums } from './queries/map-rollup.ts'
import { addPlayerSums } from './queries/player-rollup.ts'
import { addCompSums, addCompTotals, addDuoSums } from './queries/team-rollups.ts'
import type { RollupBatch } from './queries/upsert-sums.ts'
import { PATCH_ROLLUPS, ROLLUPS, type RollupName } from './rollups.ts'

type AddSums = (tx: Transaction<Database>, batch: RollupBatch) => Promise<void>

const ADDERS: Readonly<Record<RollupName, AddSums>> = {
  agent_rollup: addAgentSums,
  map_rollup: addMapSums,
  weapon_rollup: addWeaponSums,
  comp_rollup: addCompSums,
  comp_total_rollup: addCompTotals,
  duo_rollup: addDuoSums,
  daily_rollup: addDailySums,
  player_rollup: addPlayerSums,
}

/**
 * Adds the sums of matches to every roll-up of a version, or takes them back; those of one patch to the
 * roll-ups that are by patch. The caller's transaction also says that these matches are done: deletes
 * their pending rows, or rewrites them.
 */
export async function addToRollups(tx: Transaction<Database>, batch: RollupBatch): Promise<void> {
  const rollups = batch.matches.patchKey === undefined ? ROLLUPS : PATCH_ROLLUPS
  for (const rollup of rollups) await ADDERS[rollup](tx, batch)
}

/** The same for one roll-up: a shard of a rebuild. */
export function addToRollup(
  tx: Transaction<Database>,
  rollup: RollupName,
  batch: RollupBatch,
): Promise<void> {
  return ADDERS[rollup](tx, batch)
}
