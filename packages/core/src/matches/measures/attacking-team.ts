import type { RoundRules } from '../../stats/content/index.ts'
import type { DocumentRound, Team } from '../match-document.ts'

/**
 * The team that attacked in a round.
 *
 * What the document states goes first. Else Red attacks the first half, Blue the second, and in overtime
 * Red attacks the even rounds: with halves of 12, Red 0-11, Blue 12-23, then Red 24, Blue 25, Red 26.
 */
export function attackingTeam(
  { halfRounds }: Pick<RoundRules, 'halfRounds'>,
  round: Pick<DocumentRound, 'number' | 'statedAttacker'>,
): Team {
  if (round.statedAttacker !== null) return round.statedAttacker
  if (round.number < halfRounds) return 'red'
  if (round.number < 2 * halfRounds) return 'blue'
  return round.number % 2 === 0 ? 'red' : 'blue'
}
