import type { AgentEntry } from './agent-sums.ts'
import type { RoleBoardCell } from './contract.ts'
import { rate } from './rate.ts'
import type { Standing } from './tier-list.ts'

/** Below this many games a value is marked as unreliable. */
export const MIN_SAMPLE = 30

const TEAMS = 2

/** The fields that every list of agents shows. `matches` is the number of all matches asked for. */
export function agentCell(
  entry: AgentEntry,
  standing: Standing | undefined,
  matches: number,
): RoleBoardCell {
  const { agent, sums, games } = entry
  return {
    agent,
    games,
    winRate: rate(sums.wins, games),
    roundWinRate: rate(sums.rounds_won, sums.rounds),
    pickRate: rate(games, TEAMS * matches),
    score: standing?.score ?? 0,
    letter: standing?.letter ?? 'B',
    lowSample: games < MIN_SAMPLE,
  }
}
