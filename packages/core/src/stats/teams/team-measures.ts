import { rate } from '../rate.ts'
import type { DuoStats } from './contract.ts'

type TeamMeasures = Pick<
  DuoStats,
  'games' | 'wins' | 'draws' | 'winRate' | 'roundWinRate' | 'lowSample'
>

interface TeamSums {
  readonly games: number
  readonly wins: number
  readonly draws: number
  readonly rounds: number
  readonly rounds_won: number
}

/** What compositions and pairs are both measured by. */
export function teamMeasures(sums: TeamSums, minSample: number): TeamMeasures {
  const { games, wins, draws } = sums
  return {
    games,
    wins,
    draws,
    winRate: rate(wins, games),
    roundWinRate: rate(sums.rounds_won, sums.rounds),
    lowSample: games < minSample,
  }
}
