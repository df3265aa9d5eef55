import type { Role } from './content/agents.ts'
import type { DimensionKind } from './tables.ts'

/** An id of the game as the database knows it. `role` is an agent's current role. */
export interface Dimension {
  readonly key: number
  readonly kind: DimensionKind
  readonly id: string
  readonly name: string
  readonly known: boolean
  readonly role: Role | null
}
