import type { BulkConnection, BulkLoader, Log } from '@loadout/core'
import pg from 'pg'
import { typeParser } from '../postgres.ts'
import { copyIn, copyOut } from './copy.ts'
import { kyselyOn } from './kysely-on.ts'

/** Milliseconds. A batch takes a second; what takes longest is a first ANALYZE of a large table. */
const STATEMENT_MS = 600_000

/** A client that was stopped in a transaction keeps its locks for at most so long, milliseconds. */
const IDLE_IN_TRANSACTION_MS = 60_000

export interface BulkLoaderOptions {
  readonly url: string
  readonly connectMs: number
  readonly log: Log
}

/**
 * Connections beside the pool: COPY has no place under the pool's query timeout, and the session's locks
 * are to end with the work.
 */
export function createBulkLoader({ url, connectMs, log }: BulkLoaderOptions): BulkLoader {
  return {
    async connect(work) {
      const client = new pg.Client({
        connectionString: url,
        application_name: 'loadout-bulk',
        connectionTimeoutMillis: connectMs,
        statement_timeout: STATEMENT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
        keepAlive: true,
        types: { getTypeParser: typeParser },
      })
      // Without a listener the loss of the connection would end the process; its next query rejects.
      client.on('error', (error) => log.warn('bulk connection lost', { error }))
      await client.connect()
      try {
        return await work(connectionOn(client))
      } finally {
        await client.end()
      }
    },
  }
}

function connectionOn(client: pg.Client): BulkConnection {
  const db = kyselyOn(client)
  return {
    db,
    copyIn: (target, rows) => copyIn(client, target, rows),
    copyOut: (query, format) => copyOut(client, query.compile(db), format),
  }
}
