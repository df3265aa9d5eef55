import type { ApiKeyTable } from '../accounts/tables.ts'
import type { DeadJobTable, JobRunTable } from '../jobs/tables.ts'
import type { MatchTables } from '../matches/tables.ts'
import type { OutboxTable } from '../outbox/tables.ts'
import type { StatsTables } from '../stats/tables.ts'

/** Every table of the installation. Tested column by column against the migrated database. */
export interface Database extends MatchTables, StatsTables {
  api_key: ApiKeyTable
  outbox: OutboxTable
  job_run: JobRunTable
  dead_job: DeadJobTable
}
