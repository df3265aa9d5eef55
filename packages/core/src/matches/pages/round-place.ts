import { AppError } from '../../errors.ts'
import type { StoredRound } from '../events.ts'
import type { Side, TimelineRound } from '../pages-contract.ts'
import type { StoredMatch } from './stored-match.ts'

export type RoundPlace = Pick<TimelineRound, 'number' | 'half' | 'overtime' | 'attacker' | 'winner'>

/** Which half or overtime a round belongs to, and who attacked in it. */
export function roundPlace({ rules }: StoredMatch, round: StoredRound): RoundPlace {
  const { number, attacker, winner } = round
  const overtime = number >= 2 * rules.halfRounds
  const half = number < rules.halfRounds ? 1 : 2
  return { number, half: overtime ? null : half, overtime, attacker, winner }
}

/** The first round of a half, when nobody could save up before it. */
export function opensHalf({ rules }: StoredMatch, { number }: StoredRound): boolean {
  return number === 0 || number === rules.halfRounds
}

/** The side a player was on; null in a surrendered round. */
export function sideOf(match: StoredMatch, round: StoredRound, player: number): Side | null {
  if (round.attacker === null) return null
  return match.players[player]?.team === round.attacker ? 'attack' : 'defence'
}

/** Whether a player was on the side asked for; always, when no side was. */
export function onSide(match: StoredMatch, round: StoredRound, side: Side | undefined) {
  return (player: number) => side === undefined || sideOf(match, round, player) === side
}

/**
 * Refuses a round the match does not have, with the field that asked for it. One that was surrendered
 * before its first round has none at all: its pages are empty.
 */
export function requireRound(match: StoredMatch, number: number, pointer: string): void {
  if (match.rounds.length === 0 || match.rounds.some((round) => round.number === number)) return
  const message = `this match has the rounds 0 to ${match.rounds.length - 1}`
  throw new AppError('BAD_INPUT', { fields: [{ pointer, message }] })
}
