import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { BulkConnection } from '../../ports/bulk-loader.ts'
import { REJECT_TARGET } from '../load/reject-log.ts'
import { addCounts, type BatchCounts, countsOf, type RunCounts, type RunRow } from './run-counts.ts'
import { checkpointRun } from './run-queries.ts'

export interface SessionOptions {
  readonly batchRows: number
  readonly onProgress: (counts: RunCounts) => void
}

/** A run that is being worked on, and what became of its rows so far. */
export class RunSession {
  readonly connection: BulkConnection
  readonly run: RunRow
  /** Rows that are written in one transaction, at most. */
  readonly batchRows: number
  readonly #onProgress: (counts: RunCounts) => void
  #counts: RunCounts
  #next: RunCounts

  constructor(connection: BulkConnection, run: RunRow, { batchRows, onProgress }: SessionOptions) {
    this.connection = connection
    this.run = run
    this.batchRows = batchRows
    this.#onProgress = onProgress
    this.#counts = countsOf(run)
    this.#next = this.#counts
  }

  get counts(): RunCounts {
    return this.#counts
  }

  /** Notes what becomes of a batch, in its transaction: may be called again when that is repeated. */
  async record(tx: Kysely<Database>, batch: BatchCounts): Promise<void> {
    this.#next = addCounts(this.#counts, batch)
    for (const log of batch.rejects) {
      if (log.count > 0) await this.connection.copyIn(REJECT_TARGET, log.bytes())
    }
    await checkpointRun(tx, this.run.id, this.#next)
  }

  /** The transaction of the batch that was recorded last has come to its end. */
  settle(): void {
    this.#counts = this.#next
    this.#onProgress(this.#counts)
  }
}
