import type { Database } from '@loadout/core/db'
import { Kysely, type PostgresClient, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Kysely over one connection that somebody else opens and closes. */
export function kyselyOn(client: pg.Client): Kysely<Database> {
  const query: PostgresClient['query'] = client.query.bind(client)
  const lent: PostgresPoolClient = { query, release() {} }
  const pool = { options: {}, connect: async () => lent, end: async () => {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
