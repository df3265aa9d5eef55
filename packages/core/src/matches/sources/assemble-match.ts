import type { DocumentRound, MatchDocument, Team, Winner } from '../match-document.ts'
import type { Cursor } from './cursor.ts'
import type { Roster } from './roster.ts'
import type { ParseTools } from './source-adapter.ts'

/** What the source says about the match apart from its players and rounds. */
export type MatchHead = Pick<
  MatchDocument,
  'id' | 'source' | 'queue' | 'map' | 'patch' | 'act' | 'region' | 'startedAt' | 'durationMs'
>

export interface MatchParts {
  readonly head: MatchHead
  readonly roster: Roster
  /** Credits spent per player, in the roster's order. */
  readonly spent: readonly (number | null)[]
  /** Every round of the document, fillers of a surrender included. */
  readonly rounds: readonly DocumentRound[]
  readonly roundsPlayed: number
  readonly winner: Winner
  /** Field name of the rounds, for errors. */
  readonly roundsKey: string
}

/** Puts a match together and checks that its parts agree. Throws INCONSISTENT_DOCUMENT. */
export function assembleMatch(parts: MatchParts, { content, at }: ParseTools): MatchDocument {
  const { head, roster, roundsPlayed } = parts
  const rounds = playedRounds(parts, at)
  return {
    ...head,
    rules: content.rulesOf(head.queue),
    roundsPlayed,
    score: { red: roundsWon(rounds, 'red'), blue: roundsWon(rounds, 'blue') },
    winner: parts.winner,
    surrendered: parts.rounds.some((round) => round.result === 'surrendered'),
    players: roster.players.map((player, index) => ({
      ...player,
      spent: parts.spent[index] ?? null,
    })),
    rounds,
  }
}

/** Rounds won by play; what a surrender hands over is not won. */
export function roundsWon(rounds: readonly DocumentRound[], team: Team): number {
  return rounds.filter((round) => round.winner === team && round.result !== 'surrendered').length
}

/** Every round decided by play, and as many surrendered ones as the players' statistics count. */
function playedRounds(parts: MatchParts, at: Cursor): readonly DocumentRound[] {
  const decided = parts.rounds.filter((round) => round.result !== 'surrendered').length
  let surrenderedLeft = parts.roundsPlayed - decided
  if (surrenderedLeft < 0 || parts.roundsPlayed > parts.rounds.length) {
    const counts = `${parts.roundsPlayed} rounds played, but ${decided} rounds with a result`
    at.fail('INCONSISTENT_DOCUMENT', parts.roundsKey, counts)
  }
  return parts.rounds.filter((round) => {
    if (round.result !== 'surrendered') return true
    surrenderedLeft -= 1
    return surrenderedLeft >= 0
  })
}
