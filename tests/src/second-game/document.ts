/**
 * Lanebreak's own match document. It shares nothing with other games' but being JSON: people are named by
 * their seat in the line-up, rounds count from 1, times are seconds in the head, and a round is one log.
 */
export interface LanebreakDocument {
  readonly lanebreak: 3
  readonly head: {
    readonly uid: string
    readonly mode: string
    readonly arena: string
    readonly build: string
    readonly season: string
    readonly zone: string
    /** Unix seconds. */
    readonly began: number
    readonly seconds: number
    /** The side that attacks first. */
    readonly opening: Side
    readonly winner: Side | null
  }
  readonly lineup: readonly Seat[]
  /** Null: the match was called off. */
  readonly rounds: readonly LanebreakRound[] | null
}

export type Side = 'amber' | 'jade'

export interface Seat {
  readonly account: string
  readonly handle: string
  /** Null: a spectator. */
  readonly side: Side | null
  readonly hero: string
  readonly rank: number
  readonly totals: {
    readonly points: number
    readonly kos: number
    readonly downs: number
    readonly helps: number
    readonly spent: number
  }
}

export interface LanebreakRound {
  readonly n: number
  readonly won: Side
  readonly by: 'wipe' | 'blast' | 'disarm' | 'clock' | 'forfeit'
  readonly log: readonly LogEntry[]
  /** What each seat scored, bought and carried. */
  readonly sheet: readonly {
    readonly seat: number
    readonly points: number
    readonly spent: number
    readonly weapon: string
  }[]
}

/** `ms` since the round began. `with` is a weapon, or `skill:1` to `skill:3` or `super`. */
export type LogEntry =
  | {
      readonly is: 'ko'
      readonly ms: number
      readonly by: number
      readonly on: number
      readonly help: readonly number[]
      readonly with: string
    }
  | {
      readonly is: 'hit'
      readonly ms: number
      readonly by: number
      readonly on: number
      readonly damage: number
      readonly head: number
      readonly body: number
      readonly legs: number
    }
  | { readonly is: 'plant'; readonly ms: number; readonly by: number; readonly lane: number }
  | { readonly is: 'disarm'; readonly ms: number; readonly by: number }
