import type { Generated } from 'kysely'
import type { PlayerSums } from '../db/player-sums.ts'

export interface StatsTables {
  dimension: DimensionTable
  agent_role: AgentRoleTable
  rollup_ledger: RollupLedgerTable
  agent_rollup: AgentRollupTable
  map_rollup: MapRollupTable
  stats_state: StatsStateTable
}

export const DIMENSION_KINDS = ['agent', 'map', 'patch', 'act', 'queue', 'region'] as const
export type DimensionKind = (typeof DIMENSION_KINDS)[number]

/** Ids of the game as small keys. A key, once given, never changes; key 0 means "the document does not say". */
interface DimensionTable {
  key: Generated<number>
  kind: DimensionKind
  id: string
  name: string
  /** False: seen in a document, but not in the content tables (yet). */
  known: boolean
}

/** Roles are dated: an agent that changes its role keeps the old one for the time before. */
interface AgentRoleTable {
  agent_key: number
  since: Date
  role: string
}

/** One row per match and roll-up version; `applied_at` is set in the transaction that adds the sums. */
interface RollupLedgerTable {
  version: number
  match_key: number
  patch_key: number
  applied_at: Date | null
}

interface RollupGrain {
  version: number
  patch_key: number
  act_key: number
  queue_key: number
  region_key: number
  map_key: number
  /** A tier or a negative group code: see `tierGroup`. */
  tier_group: number
}

interface AgentRollupTable extends RollupGrain, PlayerSums {
  agent_key: number
  /** Matches with the agent on at least one team. */
  matches: number
  wins: number
  losses: number
  draws: number
  mirror_games: number
  non_mirror_wins: number
}

interface MapRollupTable extends RollupGrain {
  matches: number
  rounds: number
  sided_rounds: number
  attack_wins: number
  draws: number
  surrenders: number
}

/** One row: the version readers use, and a revision that moves with every change of its sums. */
interface StatsStateTable {
  id: number
  active_version: number
  revision: number
  updated_at: Date | null
}
