import type { Kysely } from 'kysely'
import { moveEpoch } from '../../catalog/index.ts'
import type { Database } from '../../db/database.ts'
import { isDuplicateKey, isMissingReference, transact } from '../../db/transaction.ts'
import type { BulkConnection } from '../../ports/bulk-loader.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import type { BatchCounts } from '../runs/run-counts.ts'
import { commitLazily } from '../runs/run-queries.ts'
import type { Batch, Lines } from './batch.ts'
import { createCartStage } from './cart-queries.ts'
import { addToCounters } from './counter-queries.ts'
import { mergeCartLines } from './merge-carts.ts'
import { type Merged, mergeRows } from './merge-rows.ts'
import { addSources } from './product-queries.ts'
import { RejectLog } from './reject-log.ts'
import { OWN_IDS_FROM, skipId } from './sequence-queries.ts'
import { createStage, ROW_NUMBER, STAGE } from './stage-queries.ts'

export interface RowWriterOptions {
  readonly connection: BulkConnection
  readonly dataset: RowDataset
  readonly runId: number
  readonly dryRun: boolean
  /** Called in the transaction of each batch. */
  readonly onWritten: (tx: Kysely<Database>, counts: BatchCounts) => Promise<void>
}

/** How often a batch is tried when others write the same rows. */
const MAX_ATTEMPTS = 5

/** Clashes after which new rows are no longer expected to find room. */
const MAX_CLASHES = 3

const NOTHING: Merged = { inserted: 0, updated: 0, unchanged: 0, touched: [], rejected: [] }

/**
 * Writes batches of rows, each in one transaction: new rows by COPY into the table itself; rows that are
 * there already, and all rows of a batch that clashes with somebody else's, by way of a temporary table.
 */
export class RowWriter {
  readonly #options: RowWriterOptions
  #clashes = 0

  constructor(options: RowWriterOptions) {
    this.#options = options
  }

  /** To be called once, before the first batch. */
  async open(): Promise<void> {
    const { connection, dataset, dryRun } = this.#options
    // What a dry run does not write has to stay there, or later rows could not be compared with it.
    const options = { keeps: dryRun && this.#comparesRows() }
    if (dataset.how === 'carts') await createCartStage(connection.db, options)
    else await createStage(connection.db, dataset, options)
  }

  /** Returns by what rows that have changed are counted: see `counts.of`. Throws the database's error. */
  async write(batch: Batch): Promise<readonly number[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(batch, attempt)
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isClash(error)) throw error
        this.#clashes += 1
      }
    }
  }

  async #attempt(batch: Batch, attempt: number): Promise<readonly number[]> {
    const { connection, dataset, dryRun, onWritten } = this.#options
    const hasToCompare = dataset.how === 'carts' || (dryRun && this.#comparesRows())
    const isDirect = !hasToCompare && attempt === 1 && this.#clashes < MAX_CLASHES
    return transact(connection.db, async (tx) => {
      await commitLazily(tx)
      await this.#skipIds(tx, batch)
      if (isDirect) await this.#insert(tx, batch)
      const merged = await this.#merge(tx, batch, { withInserts: !isDirect, attempt })
      const rejects = [batch.rejects, rejectsOf(this.#options.runId, merged, batch)]
      const inserted = merged.inserted + (isDirect ? batch.inserts.count : 0)
      const { rowsRead, bytesRead, adjusted } = batch
      await onWritten(tx, { ...merged, rowsRead, bytesRead, adjusted, inserted, rejects })
      // Last, for as long as it is held others wait; with each batch, for the next one may not come.
      if (inserted + merged.updated > 0 && !dryRun) await moveEpoch(tx)
      return merged.touched
    })
  }

  async #insert(tx: Kysely<Database>, { inserts, tally }: Batch): Promise<void> {
    const { connection, dataset, dryRun } = this.#options
    if (inserts.count === 0 || dryRun) return
    const columns = Object.keys(dataset.writes)
    await connection.copyIn({ table: dataset.table, columns }, inserts.buffer.view())
    if (dataset.how === 'products') await addSources(tx, [...inserts.ids])
    if (dataset.counts !== undefined) await addToCounters(tx, dataset.counts, tally)
  }

  async #merge(
    tx: Kysely<Database>,
    { inserts, merges }: Batch,
    { withInserts, attempt }: { readonly withInserts: boolean; readonly attempt: number },
  ): Promise<Merged> {
    const { connection, dataset, dryRun } = this.#options
    const staged = [merges, ...(withInserts ? [inserts] : [])].filter(({ count }) => count > 0)
    if (staged.length === 0) return NOTHING
    const target = { table: STAGE, columns: [...Object.keys(dataset.writes), ROW_NUMBER] }
    for (const lines of staged) {
      await connection.copyIn(target, lines === merges ? lines.buffer.view() : numbered(lines))
    }
    const fromRow = Math.min(...staged.map(({ rows }) => rows[0] ?? 0))
    const options = { dryRun, checkParents: attempt > 1, fromRow }
    return dataset.how === 'carts' ? mergeCartLines(tx, options) : mergeRows(tx, dataset, options)
  }

  /** Whether a row can say the same as another one, under another id. */
  #comparesRows(): boolean {
    const { how, unique } = this.#options.dataset
    return how === 'carts' || unique !== undefined
  }

  async #skipIds(tx: Kysely<Database>, { inserts, merges }: Batch): Promise<void> {
    const { dataset, dryRun } = this.#options
    let largest = 0
    for (const { ids } of [inserts, merges]) for (const id of ids) largest = Math.max(largest, id)
    if (largest >= OWN_IDS_FROM && !dryRun) await skipId(tx, dataset.table, largest)
  }
}

/** The same lines, each with the number of its row behind it. */
function numbered({ buffer, rows }: Lines): Uint8Array {
  const lines = textOf(buffer.view()).split('\n')
  let text = ''
  for (const [index, row] of rows.entries()) text += `${lines[index]}\t${row}\n`
  return new TextEncoder().encode(text)
}

/** What was not kept as it stands in the file is told as it was to be written. */
function rejectsOf(runId: number, { rejected }: Merged, { inserts, merges }: Batch): RejectLog {
  const log = new RejectLog(runId)
  if (rejected.length === 0) return log
  const places = new Map<number, { readonly line: number; readonly original: string }>()
  for (const { buffer, rows, fileLines, originals } of [inserts, merges]) {
    const texts = textOf(originals.size > 0 ? originals.view() : buffer.view()).split('\n')
    for (const [index, row] of rows.entries()) {
      places.set(row, { line: fileLines[index] ?? 0, original: texts[index] ?? '' })
    }
  }
  for (const { row, code, column } of rejected) {
    const place = places.get(row) ?? { line: 0, original: '' }
    log.add({ ...place, row, code, column, detail: null })
  }
  return log
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Somebody has the key by now, or has removed the parent. */
function isClash(error: unknown): boolean {
  return isDuplicateKey(error) || isMissingReference(error)
}
