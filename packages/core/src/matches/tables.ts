import type { Generated } from 'kysely'
import type { PlayerSums } from '../db/player-sums.ts'

export interface MatchTables {
  match_ref: MatchRefTable
  match: MatchTable
  player: PlayerTable
  player_match: PlayerMatchTable
  match_events: MatchEventsTable
  rejected_document: RejectedDocumentTable
}

/** The one place where a match id is unique; finding a match goes through here to its partition. */
interface MatchRefTable {
  id: string
  match_key: Generated<number>
  patch_key: number
}

/** Partitioned by patch_key, like player_match and match_events. Keys refer to `dimension.key`. */
interface MatchTable {
  match_key: number
  patch_key: number
  queue_key: number
  map_key: number
  act_key: number
  region_key: number
  /** Mean tier of the ranked players, rounded up so that bucket cuts are exact; 0: nobody is ranked. */
  tier: number
  source: string
  id: string
  started_at: Date
  duration_ms: number | null
  rounds: number
  red_score: number
  blue_score: number
  /** 0 draw, 1 red, 2 blue. */
  winner: number
  surrendered: boolean
  /** Rounds played by sides (a surrendered one is not), and those the attackers won. */
  sided_rounds: number
  attack_wins: number
  parser_version: number
  received_at: Date
  raw_hash: string
}

interface PlayerTable {
  player_key: Generated<number>
  puuid: string
  name: string | null
  tag: string | null
  /** Start of the latest match the name was seen in. */
  seen_at: Date
}

/** One player in one match: sums only. `slot` is the index in the document's players. */
export interface PlayerMatchTable extends PlayerSums {
  match_key: number
  patch_key: number
  slot: number
  player_key: number
  /** 1 red, 2 blue. */
  team: number
  agent_key: number
  tier: number
  /** 1 on one row per match and agent: summed, the matches an agent was present in. */
  presence: number
  /** 1 when both teams have this agent. */
  mirror: number
  /** Rounds with exactly 2, 3, 4 and with 5 or more kills. */
  k2: number
  k3: number
  k4: number
  k5: number
  /** Rounds as the last one alive against 1..5 opponents, and how many of them were won. */
  clutch1: number
  clutch2: number
  clutch3: number
  clutch4: number
  clutch5: number
  clutch1_won: number
  clutch2_won: number
  clutch3_won: number
  clutch4_won: number
  clutch5_won: number
  /** Credits spent, null when the source does not say. */
  spent: number | null
  /** Ability casts, null when the source does not say. */
  grenade_casts: number | null
  ability1_casts: number | null
  ability2_casts: number | null
  ultimate_casts: number | null
}

/** Rounds, kills and damage as compressed JSON: read for the match page and for re-derivation only. */
interface MatchEventsTable {
  match_key: number
  patch_key: number
  events: Uint8Array
}

/** Documents that are not counted, and why. The raw document is in the archive until its retention ends. */
export interface RejectedDocumentTable {
  id: Generated<number>
  kind: 'excluded' | 'quarantined'
  /** An exclusion reason or a document error code. */
  code: string
  pointer: string
  message: string
  /** The source that was stated, or `auto`. */
  source: string
  match_id: string | null
  /** Where it came from: a file name or `http`, and the 1-based line. */
  origin: string
  line: number | null
  raw_hash: string
  raw_bytes: number
  received_at: Date
}
