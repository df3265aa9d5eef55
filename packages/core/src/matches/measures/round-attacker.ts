import type { DocumentRound, MatchDocument, Team } from '../match-document.ts'
import { attackingTeam } from './attacking-team.ts'

/** The team that attacked in a round of this match; null for a surrendered round, which nobody played. */
export function roundAttacker(match: MatchDocument, round: DocumentRound): Team | null {
  return round.result === 'surrendered' ? null : attackingTeam(match.rules, round)
}
