import type { Generated } from 'kysely'
import type { GameSums } from '../db/player-sums.ts'
import type { RebuildTables } from './rebuild/tables.ts'

export interface StatsTables extends RebuildTables {
  dimension: DimensionTable
  agent_role: AgentRoleTable
  rollup_version: RollupVersionTable
  rollup_pending: RollupPendingTable
  agent_rollup: AgentRollupTable
  map_rollup: MapRollupTable
  weapon_rollup: WeaponRollupTable
  comp_rollup: CompRollupTable
  comp_total_rollup: CompTotalRollupTable
  duo_rollup: DuoRollupTable
  daily_rollup: DailyRollupTable
  player_rollup: PlayerRollupTable
  stats_state: StatsStateTable
}

export const DIMENSION_KINDS = [
  'agent',
  'map',
  'patch',
  'act',
  'queue',
  'region',
  'weapon',
] as const
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

/**
 * Sets of roll-up rows. One is active; a rebuild fills another beside it. New matches become pending for
 * both, so that the one that is built misses nothing.
 */
interface RollupVersionTable {
  version: number
  state: 'active' | 'building' | 'retired'
  created_at: Date
  /** When the rows of a retired version may go: nobody reads them any more. */
  drop_after: Date | null
}

/** A match whose sums a version lacks; deleted in the transaction that adds them. */
interface RollupPendingTable {
  version: number
  match_key: number
}

interface TieredGrain {
  version: number
  queue_key: number
  /** A tier or a negative group code: see `tierGroup`. */
  tier_group: number
}

interface MapGrain extends TieredGrain {
  patch_key: number
  act_key: number
  region_key: number
  map_key: number
}

interface AgentRollupTable extends MapGrain, GameSums {
  agent_key: number
  /** Matches with the agent on at least one team. */
  matches: number
  mirror_games: number
  non_mirror_wins: number
}

interface MapRollupTable extends MapGrain {
  matches: number
  rounds: number
  sided_rounds: number
  attack_wins: number
  draws: number
  surrenders: number
  eliminations: number
  detonations: number
  defusals: number
  timeouts: number
  plants: number
}

/** By agent in the tier buckets; agent -1, all agents together, in every tier group. */
interface WeaponRollupTable extends TieredGrain {
  patch_key: number
  act_key: number
  agent_key: number
  weapon_key: number
  kills: number
  headshots: number
  bodyshots: number
  legshots: number
  damage: number
  rounds: number
  /** Player games with the weapon. */
  games: number
}

interface TeamSums {
  games: number
  wins: number
  draws: number
  rounds: number
  rounds_won: number
}

/** Team compositions: five agent keys, ascending, with dots between. Map -1 is all maps together. */
interface CompRollupTable extends CompTotalRollupTable {
  patch_key: number
}

/** The same over all patches: most compositions are rare, and nobody adds up years of them for a page. */
interface CompTotalRollupTable extends TeamSums {
  version: number
  queue_key: number
  map_key: number
  comp: string
  attack_rounds: number
  attack_wins: number
}

/** Pairs of agents in one team, the smaller key first. By map for all tiers; map -1, all maps, in the buckets. */
interface DuoRollupTable extends TieredGrain, TeamSums {
  patch_key: number
  map_key: number
  agent_key: number
  partner_key: number
}

/** Coarse sums per UTC day, in the tier buckets, for trends. Agent -1 has the number of all matches. */
interface DailyRollupTable extends TieredGrain, TeamSums {
  day: string
  agent_key: number
  matches: number
  score: number
  damage: number
  kills: number
  deaths: number
  assists: number
}

interface PlayerRollupTable extends GameSums {
  version: number
  queue_key: number
  act_key: number
  region_key: number
  player_key: number
  /** Minute of the latest match x 64 + the tier in it: the greatest value is the latest. */
  latest: number
}

/** One row: the version readers use, and a revision that moves with every change of its sums. */
interface StatsStateTable {
  id: number
  active_version: number
  revision: number
  updated_at: Date | null
}
