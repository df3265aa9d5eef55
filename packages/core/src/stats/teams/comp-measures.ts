import { ROLES, type Role } from '../content/agents.ts'
import type { Dimension } from '../dimension.ts'
import type { CompRow } from '../queries/read-comps.ts'
import { pickRate, rate } from '../rate.ts'
import { toAgentRef } from '../refs.ts'
import type { CompStats } from './contract.ts'
import { teamMeasures } from './team-measures.ts'

/** Agent keys of a composition as roll-ups keep it: `3.8.8.12.40`. */
export function agentKeys(comp: string): readonly number[] {
  return comp.split('.').map(Number)
}

export function compMeasures(
  row: CompRow,
  of: {
    readonly named: ReadonlyMap<number, Dimension>
    readonly matches: number
    readonly minSample: number
  },
): CompStats {
  const agents = agentKeys(row.comp).map((key) => toAgentRef(of.named.get(key)))
  const count = (role: Role) => agents.filter((agent) => agent?.role === role).length
  const [duelist, initiator, controller, sentinel] = ROLES
  return {
    agents,
    roles: {
      duelist: count(duelist),
      initiator: count(initiator),
      controller: count(controller),
      sentinel: count(sentinel),
    },
    ...teamMeasures(row, of.minSample),
    pickRate: pickRate(row.games, of.matches),
    attackRoundWinRate: rate(row.attack_wins, row.attack_rounds),
  }
}
