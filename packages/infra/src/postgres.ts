import type { Log } from '@loadout/core'
import { admitTransactions, type Database } from '@loadout/core/db'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { nameHotStatements } from './name-hot-statements.ts'
import { createLanes } from './transaction-lanes.ts'

/** How patient a process is: `api` answers people, `worker` runs jobs, `cli` runs long commands. */
export type Profile = 'api' | 'worker' | 'cli'

/**
 * Milliseconds. Within each profile the server gives up first (`statement`), so that its error is the
 * one seen; `query` is the client's own clock and the only one that helps when the network is dead.
 */
export const LIMITS: Record<Profile, { connect: number; statement: number; query: number }> = {
  api: { connect: 500, statement: 1_800, query: 2_000 },
  worker: { connect: 2_000, statement: 60_000, query: 65_000 },
  cli: { connect: 2_000, statement: 600_000, query: 605_000 },
}

/** A transaction that its own client forgot is ended after this many milliseconds. */
const IDLE_IN_TRANSACTION_MS = 5_000

/** Of the connections of `api`, those that transactions that write may hold; the rest is for those who read. */
const WRITING = 0.6

/** How long such a transaction waits for one: less than a statement may take, milliseconds. */
const WRITE_WAIT_MS = 1_500

export interface PostgresOptions {
  readonly url: string
  readonly poolSize: number
  readonly profile: Profile
  readonly log: Log
}

/** Kysely over a pool. Connects when first used; `db.destroy()` ends the pool. */
export function createPostgres(options: PostgresOptions): Kysely<Database> {
  const limits = LIMITS[options.profile]
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: `loadout-${options.profile}`,
    max: options.poolSize,
    connectionTimeoutMillis: limits.connect,
    statement_timeout: limits.statement,
    query_timeout: limits.query,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: { getTypeParser: typeParser },
  })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => options.log.warn('postgres connection lost', { error }))
  // Likewise for one in use that is lost between two queries of a transaction: its next query rejects.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    nameHotStatements(client)
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  if (options.profile === 'api') {
    const atOnce = Math.ceil(options.poolSize * WRITING)
    admitTransactions(db, createLanes({ atOnce, waitMs: WRITE_WAIT_MS }))
  }
  return db
}

/** Values as the whole system reads them. */
export const typeParser: typeof pg.types.getTypeParser = (oid, format) =>
  PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format)

/** Columns that `pg` would read as text or, for a date, as local midnight. Numeric stays text. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseInt8],
  [pg.types.builtins.DATE, (text) => text],
])

/** int8 as a number. Throws beyond 2^53 - 1, where a number would silently be another one. */
export function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 value is beyond 2^53 - 1')
  return value
}
