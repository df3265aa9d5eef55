import type { AgentRef, MapRef } from './contract.ts'
import type { Dimension } from './dimension.ts'

export function toAgentRef(agent: Dimension | undefined): AgentRef | null {
  return agent === undefined ? null : { id: agent.id, name: agent.name, role: agent.role }
}

export function toMapRef(map: Dimension | undefined): MapRef {
  return { id: map?.id ?? '', name: map?.name ?? '' }
}
