import type { DocumentPlayer } from '../match-document.ts'

/** Counts of four or five kinds of a thing, e.g. rounds with two, three, four, five or more kills. */
export type FourCounts = readonly [number, number, number, number]
export type FiveCounts = readonly [number, number, number, number, number]

/** One player's sums over one match. Everything is added up over matches before it is divided. */
export interface PlayerTotals {
  /** Rounds played: what ACS, ADR and KAST are divided by. */
  readonly rounds: number
  /** Score, kills, deaths and assists are the document's own. */
  readonly score: number
  readonly kills: number
  readonly deaths: number
  readonly assists: number
  /** Damage and hits on enemies; HS % = headshots / (headshots + bodyshots + legshots). */
  readonly damage: number
  readonly headshots: number
  readonly bodyshots: number
  readonly legshots: number
  /** Damage by enemies; damage delta = damage - damageReceived. */
  readonly damageReceived: number
  /** First kill of an enemy in a round, and being its victim. */
  readonly firstBloods: number
  readonly firstDeaths: number
  /** Rounds with a kill, an assist, survival or a traded death. */
  readonly kastRounds: number
  /** Kills that avenged a teammate, and own deaths that were avenged, within the trade window. */
  readonly tradeKills: number
  readonly tradedDeaths: number
  readonly plants: number
  readonly defuses: number
  /** Rounds with exactly 2, 3, 4, and with 5 or more kills. */
  readonly multikills: FourCounts
  /** Rounds as the last one alive against 1, 2, 3, 4, 5, and those won. */
  readonly clutchAttempts: FiveCounts
  readonly clutchWins: FiveCounts
  /** Rounds decided by play, by side; a surrendered round is on neither. */
  readonly attackRounds: number
  readonly attackWins: number
  readonly defenceRounds: number
  readonly defenceWins: number
  readonly roundsWon: number
  /** Credits spent, null when the source does not say; econ rating = damage / spent x 1,000. */
  readonly spent: number | null
}

/** Totals while they are added up. */
export type MutableTotals = {
  -readonly [Key in keyof PlayerTotals]: PlayerTotals[Key] extends FourCounts
    ? [number, number, number, number]
    : PlayerTotals[Key] extends FiveCounts
      ? [number, number, number, number, number]
      : PlayerTotals[Key]
}

/** Starts with what the document itself has summed up. */
export function emptyTotals({ stats, spent }: DocumentPlayer): MutableTotals {
  return {
    ...stats,
    damage: 0,
    headshots: 0,
    bodyshots: 0,
    legshots: 0,
    damageReceived: 0,
    firstBloods: 0,
    firstDeaths: 0,
    kastRounds: 0,
    tradeKills: 0,
    tradedDeaths: 0,
    plants: 0,
    defuses: 0,
    multikills: [0, 0, 0, 0],
    clutchAttempts: [0, 0, 0, 0, 0],
    clutchWins: [0, 0, 0, 0, 0],
    attackRounds: 0,
    attackWins: 0,
    defenceRounds: 0,
    defenceWins: 0,
    roundsWon: 0,
    spent,
  }
}
