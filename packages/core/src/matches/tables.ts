import type { Generated } from 'kysely'
import type { PlayerSums } from '../db/player-sums.ts'

export interface MatchTables {
  match: MatchTable
  player: PlayerTable
  player_match: PlayerMatchTable
  erased_player: ErasedPlayerTable
  rejected_document: RejectedDocumentTable
  match_game: MatchGameView
  player_game: PlayerGameView
}

interface MatchKeys {
  match_key: number
  queue_key: number
  patch_key: number
  act_key: number
  region_key: number
  map_key: number
}

/** `id` is unique: claiming it is what stores a match once. Keys refer to `dimension.key`. */
interface MatchTable extends MatchKeys {
  id: string
  source: string
  started_at: Date
  received_at: Date
  duration_ms: number | null
  /** Mean tier of the ranked players, rounded up so that bucket cuts are exact; 0: nobody is ranked. */
  tier: number
  rounds: number
  red_score: number
  blue_score: number
  /** 0 draw, 1 red, 2 blue. */
  winner: number
  surrendered: boolean
  /** `MATCH_LANES`, packed; read through `match_game`. */
  round_counts: string
  /** Agent keys of the team, ascending, with dots between: `3.8.8.12.40`. */
  red_comp: string
  blue_comp: string
  parser_version: number
  trade_window_ms: number
  /** SHA-256 of the raw document. */
  raw_hash: Uint8Array
  /** Weapons, rounds, kills and damage, compressed: see `encodeEvents`. */
  events: Uint8Array
}

/** A match with its packed counters taken apart. */
interface MatchGameView extends MatchKeys {
  tier: number
  rounds: number
  red_score: number
  blue_score: number
  winner: number
  surrendered: boolean
  red_comp: string
  blue_comp: string
  started_at: Date
  /** Rounds played by sides: a surrendered one is not. */
  sided_rounds: number
  red_attack_rounds: number
  red_attack_wins: number
  blue_attack_wins: number
  /** Rounds by how they ended, and rounds with a plant. */
  eliminations: number
  detonations: number
  defusals: number
  timeouts: number
  plants: number
}

interface PlayerTable {
  player_key: Generated<number>
  puuid: string
  name: string | null
  tag: string | null
  /** Start of the latest match the name was seen in. */
  seen_at: Date
  /** `searchKey` of name and tag; null without a name. */
  search_key: string | null
  /** Since when the player agrees to be shown; null: not. */
  consented_at: Date | null
}

/** Players who asked to be forgotten. Games that come later are stored as those of player 0, nobody. */
interface ErasedPlayerTable {
  /** SHA-256 of the puuid. */
  puuid_hash: Uint8Array
  erased_at: Date
}

/** One player in one match, packed. Read through `player_game`. */
interface PlayerMatchTable {
  match_key: number
  player_key: number
  /** Start of the match in minutes since 1970: the sort key of a player's history. */
  started_minute: number
  agent_key: number
  /** `SEAT_LANES`, `ROUND_LANES`, `CLUTCH_LANES` and `CAST_LANES`; the last null when the source does not say. */
  seat: number
  round_counts: string
  clutch_counts: string
  cast_counts: number | null
  rounds: number
  score: number
  damage: number
  damage_received: number
  kills: number
  deaths: number
  assists: number
  headshots: number
  bodyshots: number
  legshots: number
  trade_kills: number
  traded_deaths: number
  /** Credits spent, null when the source does not say. */
  spent: number | null
}

/** One player in one match with what the match says about it. `slot` is the index in the document's players. */
export interface PlayerGameView extends PlayerSums, MatchKeys {
  player_key: number
  started_at: Date
  started_minute: number
  match_tier: number
  winner: number
  /** Rounds of the match, where `rounds` are those the player's own statistics count. */
  match_rounds: number
  sided_rounds: number
  agent_key: number
  slot: number
  /** 1 red, 2 blue. */
  team: number
  tier: number
  /** 1 on one row per match and agent: summed, the matches an agent was present in. */
  presence: number
  /** 1 when both teams have this agent. */
  mirror: number
  spent: number | null
  grenade_casts: number | null
  ability1_casts: number | null
  ability2_casts: number | null
  ultimate_casts: number | null
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
