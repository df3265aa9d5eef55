export { agentPage } from './agents/agent-page.ts'
export { agentStats } from './agents/agent-stats.ts'
export { roleBoard } from './agents/role-board.ts'
export { tierList } from './agents/tier-list.ts'
export { statsRevision } from './cached-read.ts'
export * as statsContract from './contracts.ts'
export type { Dimension } from './dimension.ts'
export { findDimensionKey } from './dimension-queries.ts'
export { createDimensions, type Dimensions } from './dimensions.ts'
export { mapPage } from './maps/map-page.ts'
export { mapStats } from './maps/map-stats.ts'
export {
  CORE_SUMS,
  type CoreSums,
  coreMeasures,
  gameMeasures,
  totalCoreSums,
  totalGameSums,
} from './measures/game-measures.ts'
export { gameSums } from './queries/game-sums.ts'
export { wilsonLower } from './queries/wilson-lower.ts'
export { rate, Z } from './rate.ts'
export { cancelRebuild } from './rebuild/cancel-rebuild.ts'
export * as rebuildContract from './rebuild/contract.ts'
export { dropEmptyRows } from './rebuild/drop-empty-rows.ts'
export { auditDifferences, rebuildStatus } from './rebuild/rebuild-status.ts'
export { runRebuild, wakeRebuild } from './rebuild/run-rebuild.ts'
export { scheduledAudit, startAudit } from './rebuild/start-audit.ts'
export { startRebuild } from './rebuild/start-rebuild.ts'
export { toAgentRef, toMapRef } from './refs.ts'
export { type FilterKeys, resolveFilter } from './resolve-filter.ts'
export { rewriteInRollups } from './rewrite-in-rollups.ts'
export { rollupMatches } from './rollup-matches.ts'
export {
  insertPending,
  lockRollupVersions,
  moveRevision,
  pendingRollups,
} from './rollup-queries.ts'
export { syncContent } from './sync-content.ts'
export type { DimensionKind } from './tables.ts'
export { compStats } from './teams/comp-stats.ts'
export { duoStats } from './teams/duo-stats.ts'
export { trends } from './trends/trends.ts'
export {
  decodeWeaponTallies,
  encodeWeaponTallies,
  type KeyedTally,
} from './weapon-tallies.ts'
export { weaponRef } from './weapons/weapon-ref.ts'
export { weaponStats } from './weapons/weapon-stats.ts'
