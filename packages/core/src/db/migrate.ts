import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { MIGRATIONS } from './migrations/index.ts'

export interface MigrationReport {
  /** Names of the migrations this call applied, in order. */
  readonly applied: readonly string[]
}

/** Brings the database up to date. Safe to run from several processes at once: one works, the others wait. */
export async function migrate(db: Kysely<Database>): Promise<MigrationReport> {
  const { error, results } = await migrator(db).migrateToLatest()
  if (error !== undefined) throw error
  return { applied: (results ?? []).map((result) => result.migrationName) }
}

/** Names of the migrations the database lacks. */
export async function pendingMigrations(db: Kysely<Database>): Promise<readonly string[]> {
  const migrations = await migrator(db).getMigrations()
  return migrations
    .filter((migration) => migration.executedAt === undefined)
    .map(({ name }) => name)
}

function migrator(db: Kysely<Database>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } })
}
