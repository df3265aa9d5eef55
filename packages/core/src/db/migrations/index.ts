import type { Migration } from 'kysely/migration'
import * as dimensions from './0001-dimensions.ts'
import * as matches from './0002-matches.ts'
import * as rollups from './0003-rollups.ts'
import * as outboxAndJobs from './0004-outbox-and-jobs.ts'
import * as apiKeys from './0005-api-keys.ts'

/** Every migration, in order. Landed migrations never change; what comes next gets the next number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-dimensions': dimensions,
  '0002-matches': matches,
  '0003-rollups': rollups,
  '0004-outbox-and-jobs': outboxAndJobs,
  '0005-api-keys': apiKeys,
}
