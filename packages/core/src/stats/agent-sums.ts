import type { AgentRef } from './contract.ts'
import type { Dimension } from './dimension.ts'
import type { AgentSumsRow } from './read-queries.ts'

/** Plain sums of one agent over the matches asked for. */
export type AgentSums = Omit<AgentSumsRow, 'map_key' | 'agent_key'>

/** An agent with its sums, and the number of all matches they are a part of. */
export interface AgentEntry {
  readonly agent: AgentRef
  readonly sums: AgentSums
  readonly games: number
}

/** Adds up the rows of each agent; rows of players without an agent count for nobody. */
export function agentEntries(
  rows: readonly AgentSumsRow[],
  named: ReadonlyMap<number, Dimension>,
): readonly AgentEntry[] {
  const byAgent = new Map<number, AgentSums>()
  for (const { map_key: _, agent_key, ...sums } of rows) {
    const known = byAgent.get(agent_key)
    byAgent.set(agent_key, known === undefined ? sums : addSums(known, sums))
  }
  return [...byAgent].flatMap(([key, sums]) => {
    const agent = named.get(key)
    if (agent === undefined) return []
    const games = sums.wins + sums.losses + sums.draws
    return [{ agent: { id: agent.id, name: agent.name, role: agent.role }, sums, games }]
  })
}

function addSums(a: AgentSums, b: AgentSums): AgentSums {
  return {
    matches: a.matches + b.matches,
    wins: a.wins + b.wins,
    losses: a.losses + b.losses,
    draws: a.draws + b.draws,
    rounds: a.rounds + b.rounds,
    rounds_won: a.rounds_won + b.rounds_won,
    score: a.score + b.score,
    kills: a.kills + b.kills,
    deaths: a.deaths + b.deaths,
    assists: a.assists + b.assists,
    damage: a.damage + b.damage,
    headshots: a.headshots + b.headshots,
    bodyshots: a.bodyshots + b.bodyshots,
    legshots: a.legshots + b.legshots,
    first_bloods: a.first_bloods + b.first_bloods,
    first_deaths: a.first_deaths + b.first_deaths,
    kast_rounds: a.kast_rounds + b.kast_rounds,
  }
}
