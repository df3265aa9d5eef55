import { gameMeasures, totalGameSums } from '../measures/game-measures.ts'
import type { AgentEntry, AgentSums } from './agent-entries.ts'
import { type AgentPage, type AgentStats, DIFFERENCES, type Difference } from './contract.ts'

/**
 * An agent beside its role: the mean is that of all games of the role's agents together, never a mean of
 * means. Null when the role is not known or nobody played it.
 */
export function versusRole(
  stats: AgentStats,
  entries: readonly AgentEntry<AgentSums>[],
): AgentPage['role'] {
  const { role } = stats.agent
  const peers = entries.filter(({ agent }) => agent.role === role)
  if (role === null || peers.length === 0) return null
  const mean = gameMeasures(totalGameSums(peers.map(({ sums }) => sums)))
  const value = (measures: Pick<AgentStats, Difference>, name: Difference) => {
    const measure = measures[name]
    return typeof measure === 'number' ? measure : measure.value
  }
  const difference = Object.fromEntries(
    DIFFERENCES.map((name) => [name, value(stats, name) - value(mean, name)]),
  ) as Record<Difference, number>
  return { agents: peers.length, mean, difference }
}
