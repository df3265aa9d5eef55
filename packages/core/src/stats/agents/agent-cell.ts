import { pickRate, rate } from '../rate.ts'
import type { AgentEntry } from './agent-entries.ts'
import type { RoleBoardCell } from './contract.ts'
import type { Standing } from './standings.ts'

/** The matches that agents are measured against. */
export interface Played {
  /** The number of all of them. */
  readonly matches: number
  /** Fewer games than this are marked as unreliable. */
  readonly minSample: number
}

/** The fields that every list of agents shows. */
export function agentCell(
  { agent, sums, games }: AgentEntry,
  standing: Standing | undefined,
  { matches, minSample }: Played,
): RoleBoardCell {
  return {
    agent,
    games,
    winRate: rate(sums.wins, games),
    roundWinRate: rate(sums.rounds_won, sums.rounds),
    pickRate: pickRate(games, matches),
    score: standing?.score ?? 0,
    letter: standing?.letter ?? 'B',
    lowSample: games < minSample,
  }
}
