import type { Generated, JSONColumnType } from 'kysely'
import type { RollupName } from '../rollups.ts'
import type { TableReport } from './contract.ts'

export interface RebuildTables {
  rollup_build: RollupBuildTable
  rollup_shard: RollupShardTable
  audit_report: AuditReportTable
}

/** A version of the roll-ups that is or was built; at most one runs. */
interface RollupBuildTable {
  id: Generated<number>
  purpose: 'rebuild' | 'audit'
  version: number
  /** The one patch that is built; null: all of them, and the roll-ups that are not by patch. */
  patch_key: number | null
  state: 'running' | 'done' | 'cancelled'
  started_at: Date
  finished_at: Date | null
}

/** A range of matches and one roll-up: added, and said to be done, in one transaction. */
interface RollupShardTable {
  build_id: number
  /** Match keys, both included. */
  from_key: number
  to_key: number
  rollup: RollupName
  done_at: Date | null
}

interface AuditReportTable {
  build_id: number
  checked_at: Date
  /** Rows that differ, over all roll-ups. */
  differences: number
  tables: JSONColumnType<readonly TableReport[]>
}
