import { QUEUES } from '../../stats/content/index.ts'
import type { DocumentRound, Team } from '../match-document.ts'

const HALF_ROUNDS: ReadonlyMap<string, number | null> = new Map(
  QUEUES.map((queue) => [queue.id, queue.halfRounds]),
)

const STANDARD_HALF = 12

/**
 * The team that attacked in a round.
 *
 * What the document states goes first. Else Red attacks the first half, Blue the second, and in overtime
 * Red attacks the even rounds: with halves of 12, Red 0-11, Blue 12-23, then Red 24, Blue 25, Red 26. A
 * half is 12 rounds, 4 in Swiftplay, 3 in Spike Rush; queues of unknown halves are taken as standard.
 */
export function attackingTeam(
  queue: string,
  round: Pick<DocumentRound, 'number' | 'statedAttacker'>,
): Team {
  if (round.statedAttacker !== null) return round.statedAttacker
  const half = HALF_ROUNDS.get(queue) ?? STANDARD_HALF
  if (round.number < half) return 'red'
  if (round.number < 2 * half) return 'blue'
  return round.number % 2 === 0 ? 'red' : 'blue'
}
