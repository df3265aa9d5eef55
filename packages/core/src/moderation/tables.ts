import type { Generated, GeneratedAlways } from 'kysely'
import type { SanctionKind } from './contract.ts'

export interface SanctionTable {
  id: GeneratedAlways<number>
  account_id: number
  kind: SanctionKind
  /** Null: for good, as far as it lasts at all. */
  until: Date | null
  reason: string
  /** As `actorName` says it. */
  imposed_by: string
  imposed_at: Generated<Date>
  lifted_by: string | null
  lifted_at: Date | null
  lift_reason: string | null
}

export interface SanctionTables {
  sanction: SanctionTable
}
