import type { AgentEntry, AgentSums } from '../agents/agent-entries.ts'
import { gamesOf } from '../agents/agent-entries.ts'
import type { Role } from '../content/agents.ts'
import type { Dimension } from '../dimension.ts'
import { totalGameSums } from '../measures/game-measures.ts'

/** Sums that are zero but for those that a test is about. */
export function agentSums(change: Partial<AgentSums> = {}): AgentSums {
  return {
    ...totalGameSums([]),
    matches: 0,
    mirror_games: 0,
    non_mirror_wins: 0,
    ...change,
  }
}

export function agentEntry(
  id: string,
  role: Role | null,
  change: Partial<AgentSums>,
): AgentEntry<AgentSums> {
  const sums = agentSums(change)
  return { agent: { id, name: id, role }, sums, games: gamesOf(sums) }
}

export function agentDimension(key: number, name: string, role: Role | null = null): Dimension {
  return { key, kind: 'agent', id: `id-${name}`, name, known: true, role }
}
