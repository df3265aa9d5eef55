import type { RoundRules } from '../stats/content/index.ts'

/**
 * What every source is turned into: one match, shrunk to what statistics, the match page and a later
 * re-derivation need (locations, cosmetics and behaviour data are dropped). All ids are lower case.
 * Players are referred to by their index in `players` everywhere, which keeps the events small.
 */
export interface MatchDocument {
  /** The game's own match id, a uuid; the same match has the same id in every source. */
  readonly id: string
  /** Name of the source adapter that read it, e.g. `riot`. */
  readonly source: string
  /** Lower-case queue id, e.g. `competitive`. */
  readonly queue: string
  /** How the queue is played: what measures need to know of the game. */
  readonly rules: RoundRules
  /** Map uuid when the source gives one, else the asset path, lower case (`/game/maps/duality/duality`). */
  readonly map: string
  /** `major.minor` of the game version without leading zeros, e.g. `8.7`; `unknown` when unreadable. */
  readonly patch: string
  /** Act (season) uuid, or null. */
  readonly act: string | null
  /** Lower-case region, e.g. `na`; null when the source does not say. */
  readonly region: string | null
  /** Start of the game, Unix milliseconds. */
  readonly startedAt: number
  readonly durationMs: number | null
  /**
   * What the players' own `stats.roundsPlayed` says: filler rounds of a surrender do not count, but the
   * round in which the vote passed does (it is in `rounds` with result `surrendered` and no events).
   */
  readonly roundsPlayed: number
  /** Rounds won by play (a surrender's `numPoints`, not its awarded 13). */
  readonly score: { readonly red: number; readonly blue: number }
  readonly winner: Winner
  readonly surrendered: boolean
  /** Exactly the players of team Red or Blue with stats; observers and coaches are dropped. */
  readonly players: readonly DocumentPlayer[]
  /** Rounds played, in order; `rounds.length === roundsPlayed`. */
  readonly rounds: readonly DocumentRound[]
}

/** Red is the team that attacks first, whatever the game calls its teams. */
export type Team = 'red' | 'blue'
export type Winner = Team | 'draw'

export interface DocumentPlayer {
  /** The source's own player id (a uuid or Riot's 78-character encrypted id), case kept: encrypted ids are case-sensitive; uuids are lower case. */
  readonly puuid: string
  readonly name: string | null
  readonly tag: string | null
  readonly team: Team
  /** Agent uuid, lower case; null when the source has none. Unknown ids are kept. */
  readonly agent: string | null
  /** Rank after normalisation to today's numbering; 0 is unranked. */
  readonly tier: number
  /** The document's own totals. */
  readonly stats: {
    readonly score: number
    readonly rounds: number
    readonly kills: number
    readonly deaths: number
    readonly assists: number
  }
  readonly casts: {
    readonly grenade: number
    readonly ability1: number
    readonly ability2: number
    readonly ultimate: number
  } | null
  /** Credits spent in the whole match, null when the source does not say. */
  readonly spent: number | null
}

export interface DocumentRound {
  /** 0-based, as in the source. */
  readonly number: number
  readonly winner: Team
  /** Which side attacked, from the document where it says (`winningTeamRole`), else null. */
  readonly statedAttacker: Team | null
  readonly result: RoundResult
  readonly ceremony: string | null
  readonly plant: {
    readonly player: number
    readonly atMs: number
    readonly site: string | null
  } | null
  readonly defuse: { readonly player: number; readonly atMs: number } | null
  /**
   * In time order; kills by or of people who are not players are dropped, self kills are listed apart. A
   * team kill (same team) is here: the document counts the death and the assists, but not the kill.
   */
  readonly kills: readonly DocumentKill[]
  /** In time order; never a kill. See `DocumentSelfKill` for when it is a death. */
  readonly selfKills: readonly DocumentSelfKill[]
  /** Enemy damage only: self and team damage are dropped. */
  readonly damage: readonly DocumentDamage[]
  /** One entry per player who has an economy or a score in this round. */
  readonly players: readonly DocumentRoundPlayer[]
}

export const ROUND_RESULTS = [
  'elimination',
  'detonate',
  'defuse',
  'time',
  'surrendered',
  'other',
] as const
export type RoundResult = (typeof ROUND_RESULTS)[number]

export interface DocumentKill {
  readonly atMs: number
  readonly killer: number
  readonly victim: number
  readonly assistants: readonly number[]
  /** Weapon id or one of ABILITY_SLOTS, lower case; null when the source has none (spike, fall). */
  readonly weapon: string | null
}

/** Stand where a weapon would when an ability killed; everything else is the id of a weapon. */
export const ABILITY_SLOTS = ['grenadeability', 'ability1', 'ability2', 'ultimate'] as const

/**
 * Killed by the spike, a fall or one's own ability. The document's totals count the assists always, the
 * death only with an ability or weapon (`weapon` not null), the kill never.
 */
export interface DocumentSelfKill {
  readonly atMs: number
  readonly player: number
  readonly assistants: readonly number[]
  readonly weapon: string | null
}

export interface DocumentDamage {
  readonly dealer: number
  readonly receiver: number
  readonly damage: number
  readonly headshots: number
  readonly bodyshots: number
  readonly legshots: number
}

export interface DocumentRoundPlayer {
  readonly player: number
  readonly score: number
  /** Credits spent in the buy phase, null when the source does not say. */
  readonly spent: number | null
  readonly loadout: number | null
  readonly weapon: string | null
  readonly armor: string | null
}

/** What one player did with one weapon in one match. */
export interface WeaponTally {
  /** Index of the player in the match. */
  readonly slot: number
  /** Weapon uuid, or the name of an ability slot. */
  readonly weapon: string
  /** Kills of enemies with it. */
  readonly kills: number
  /** Hits and damage in the rounds the player began with it. */
  readonly headshots: number
  readonly bodyshots: number
  readonly legshots: number
  readonly damage: number
  /** Rounds the player began with it. */
  readonly rounds: number
}

/** Result of parsing one raw document. Neither of the last two is silent: both are kept with their reason. */
export type ParseOutcome =
  | { readonly kind: 'match'; readonly match: MatchDocument }
  | { readonly kind: 'excluded'; readonly reason: ExclusionReason; readonly matchId: string | null }
  | {
      readonly kind: 'invalid'
      readonly code: DocumentErrorCode
      readonly pointer: string
      readonly message: string
    }

export const EXCLUSION_REASONS = ['aborted', 'custom', 'no-rounds', 'too-few-players'] as const
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number]

export const DOCUMENT_ERROR_CODES = [
  'INVALID_JSON',
  'INVALID_UTF8',
  'DOCUMENT_TOO_LARGE',
  'UNKNOWN_SHAPE',
  'SOURCE_MISMATCH',
  'MISSING_FIELD',
  'INVALID_FIELD',
  'INCONSISTENT_DOCUMENT',
] as const
export type DocumentErrorCode = (typeof DOCUMENT_ERROR_CODES)[number]
