import { pickRate, rate } from '../rate.ts'
import type { AgentEntry } from './agent-entries.ts'
import { type Letter, letterOf, type Standing } from './standings.ts'

/** Least scores of S, A, B and C; below is D. */
const CUTS: readonly (readonly [Letter, number])[] = [
  ['S', 100],
  ['A', 35],
  ['B', 18],
  ['C', -3],
]

/**
 * The classic score of tier-list sites: `round(pickRate / 3 + (roundWinRate - 49.7) * 30)`, both rates in
 * percent, picks over team slots. A round win rate of 10,000 rounds is known to +-1 point (95 %), which is
 * 30 points of this score: its own noise moves an agent a whole tier. `standings` does not have this flaw.
 */
export function psScores(
  entries: readonly AgentEntry[],
  matches: number,
): ReadonlyMap<string, Standing> {
  return new Map(
    entries.map(({ agent, sums, games }) => {
      const picked = 100 * pickRate(games, matches).value
      const roundsWon = 100 * rate(sums.rounds_won, sums.rounds).value
      const score = Math.round(picked / 3 + (roundsWon - 49.7) * 30)
      return [agent.id, { score, letter: letterOf(score, CUTS) }]
    }),
  )
}
