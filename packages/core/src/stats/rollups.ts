/** The roll-ups, in the order in which every transaction takes their rows: two that meet queue up. */
export const ROLLUPS = [
  'agent_rollup',
  'map_rollup',
  'weapon_rollup',
  'comp_rollup',
  'comp_total_rollup',
  'duo_rollup',
  'daily_rollup',
  'player_rollup',
] as const
export type RollupName = (typeof ROLLUPS)[number]

/** Those with the patch in their key: one patch of them can be built by itself. */
export const PATCH_ROLLUPS: readonly RollupName[] = ROLLUPS.filter(
  (rollup) => !['comp_total_rollup', 'daily_rollup', 'player_rollup'].includes(rollup),
)

/** Sums that say how many games are in a row; when all are zero the row stands for nothing any more. */
export const GAME_COUNTS: Readonly<Record<RollupName, readonly string[]>> = {
  agent_rollup: ['matches'],
  map_rollup: ['matches'],
  weapon_rollup: ['games'],
  comp_rollup: ['games'],
  comp_total_rollup: ['games'],
  duo_rollup: ['games'],
  daily_rollup: ['matches'],
  player_rollup: ['wins', 'losses', 'draws'],
}
