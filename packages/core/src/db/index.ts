export type { Database } from './database.ts'
export { type MigrationReport, migrate, pendingMigrations } from './migrate.ts'
