import type { Database } from '@loadout/core/db'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = pg.types.builtins.INT8
const parserOf = pg.types.getTypeParser

/** A second way into a database that remembers what PostgreSQL refused, even if it went well the next time. */
export function openWatched(connectionString: string): {
  readonly db: Kysely<Database>
  /** How many statements ended in a deadlock. */
  deadlocks(): number
  close(): Promise<void>
} {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    // Keys as numbers, as the product's own pool reads them.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : parserOf(oid, format)) },
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  let deadlocks = 0
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => {
      if (event.level === 'error' && Reflect.get(Object(event.error), 'code') === '40P01') {
        deadlocks += 1
      }
    },
  })
  return { db, deadlocks: () => deadlocks, close: () => db.destroy() }
}
