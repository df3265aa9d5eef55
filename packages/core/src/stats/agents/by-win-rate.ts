import type { AgentRef, Rate } from '../contract.ts'

interface Ranked {
  readonly agent: AgentRef
  readonly winRate: Rate
}

/** Order of lists of agents: by the lower bound of the win rate, best first, then by name. */
export function byWinRate(a: Ranked, b: Ranked): number {
  return b.winRate.lo - a.winRate.lo || a.agent.name.localeCompare(b.agent.name)
}
