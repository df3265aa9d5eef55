import type { AgentRef } from '../contract.ts'
import type { Dimension } from '../dimension.ts'
import { type AgentSumsRow, type AgentTotalsRow, RECORD_SUMS } from '../read-queries.ts'
import { toAgentRef } from '../refs.ts'

/** How the games of an agent ended. */
export type AgentRecord = Omit<AgentSumsRow, 'map_key' | 'agent_key'>

/** Every sum of one agent over the matches asked for. */
export type AgentSums = Omit<AgentTotalsRow, 'agent_key'>

/** An agent with its sums. */
export interface AgentEntry<Sums extends AgentRecord = AgentRecord> {
  readonly agent: AgentRef
  readonly sums: Sums
  readonly games: number
}

/** Names the agents of the rows; rows of players without an agent count for nobody. */
export function agentEntries<Sums extends AgentRecord>(
  rows: readonly (Sums & { readonly agent_key: number })[],
  named: ReadonlyMap<number, Dimension>,
): readonly AgentEntry<Sums>[] {
  return rows.flatMap((sums) => {
    const agent = toAgentRef(named.get(sums.agent_key))
    return agent === null ? [] : [{ agent, sums, games: gamesOf(sums) }]
  })
}

export function gamesOf({ wins, losses, draws }: AgentRecord): number {
  return wins + losses + draws
}

/** Adds up the rows of each agent over all maps, in the order in which they come. */
export function overMaps(rows: readonly AgentSumsRow[]): readonly Omit<AgentSumsRow, 'map_key'>[] {
  const byAgent = new Map<number, Omit<AgentSumsRow, 'map_key'>>()
  for (const { map_key: _, ...row } of rows) {
    const known = byAgent.get(row.agent_key)
    if (known === undefined) byAgent.set(row.agent_key, row)
    else for (const column of RECORD_SUMS) known[column] += row[column]
  }
  return [...byAgent.values()]
}
