export type { Database } from './database.ts'
export { jsonPage } from './json-page.ts'
export { type MigrationReport, migrate, pendingMigrations } from './migrate.ts'
export {
  GAME_SUMS,
  type GameSums,
  PLAYER_SUM_COLUMNS,
  type PlayerSums,
} from './player-sums.ts'
export { prepared } from './prepared.ts'
export { transact } from './transaction.ts'
export { type Admit, admitTransactions } from './transaction-lanes.ts'
