import type { Kysely, RawBuilder } from 'kysely'
import type { Database } from '../db/database.ts'

/**
 * Connections for moving rows by the million: each is opened for one piece of work, is patient, and can
 * COPY beside ordinary SQL.
 */
export interface BulkLoader {
  /** Opens a connection for `work`. It is closed when that is done, and the locks of its session go with it. */
  connect<Result>(work: (connection: BulkConnection) => Promise<Result>): Promise<Result>
}

export interface BulkConnection {
  /** All of it runs on this one connection, so one thing at a time. */
  readonly db: Kysely<Database>
  /**
   * COPY into a table, in the transaction that is open on `db`, if there is one. `rows` are lines of
   * PostgreSQL's text format. Returns how many there were. Rejects with the error of the database.
   */
  copyIn(target: CopyTarget, rows: Uint8Array): Promise<number>
  /** COPY of the rows of a query without parameters, in pieces that end anywhere. */
  copyOut(query: RawBuilder<unknown>, format: CopyFormat): AsyncIterable<Uint8Array>
}

export interface CopyTarget {
  readonly table: string
  readonly columns: readonly string[]
}

/** Tab-separated text, or CSV with a header. */
export type CopyFormat = 'text' | 'csv'
