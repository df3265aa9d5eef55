import type { Row } from '../columns/row-parser.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import { copyText } from './copy-text.ts'
import { LineBuffer } from './line-buffer.ts'
import { RejectLog } from './reject-log.ts'
import { Tally } from './tally.ts'

/** Rows that are written together: with more of them the database would wait and memory would grow. */
export const BATCH_ROWS = 10_000
const MAX_BYTES = 2 * 1024 * 1024

/** Rows in PostgreSQL's text format for COPY, a line each. */
export class Lines {
  readonly buffer = new LineBuffer()
  count = 0
  /** As they stand in the file, a line each; kept for datasets whose rows the database may refuse. */
  readonly originals = new LineBuffer()
  readonly #ids: Int32Array
  readonly #rows: Float64Array
  readonly #fileLines: Float64Array

  constructor(capacity: number) {
    this.#ids = new Int32Array(capacity)
    this.#rows = new Float64Array(capacity)
    this.#fileLines = new Float64Array(capacity)
  }

  get ids(): Int32Array {
    return this.#ids.subarray(0, this.count)
  }

  /** From which row of the file each comes. */
  get rows(): Float64Array {
    return this.#rows.subarray(0, this.count)
  }

  /** On which line of the file each begins. */
  get fileLines(): Float64Array {
    return this.#fileLines.subarray(0, this.count)
  }

  add(line: string, id: number, at: { readonly row: number; readonly line: number }): void {
    this.buffer.add(line)
    this.#ids[this.count] = id
    this.#rows[this.count] = at.row
    this.#fileLines[this.count] = at.line
    this.count += 1
  }

  clear(): void {
    this.buffer.clear()
    this.count = 0
    this.originals.clear()
  }
}

export interface BatchOptions {
  readonly runId: number
  readonly batchRows: number
}

/** Rows that are written in one transaction. */
export class Batch {
  /** Rows of the file up to the end of this batch. */
  rowsRead = 0
  bytesRead = 0
  adjusted = 0
  readonly inserts: Lines
  /** Each with the number of its row behind it. */
  readonly merges: Lines
  readonly rejects: RejectLog
  /** What the inserts add to counters. */
  readonly tally: Tally

  readonly #capacity: number

  constructor({ counts }: RowDataset, { runId, batchRows }: BatchOptions) {
    this.#capacity = batchRows
    this.inserts = new Lines(batchRows)
    this.merges = new Lines(batchRows)
    this.rejects = new RejectLog(runId)
    this.tally = new Tally(counts?.columns.length ?? 0)
  }

  isFull(): boolean {
    const { inserts, merges, rejects } = this
    return (
      inserts.count + merges.count + rejects.count >= this.#capacity ||
      inserts.buffer.size + merges.buffer.size + rejects.size >= MAX_BYTES
    )
  }

  clear(): void {
    this.adjusted = 0
    this.inserts.clear()
    this.merges.clear()
    this.rejects.clear()
    this.tally.clear()
  }
}

export type Writer = RowDataset['writes'][string]

/** A row as one line for COPY into the columns that its dataset writes, without its end. */
export function lineOf(writers: readonly Writer[], row: Row): string {
  let line = ''
  for (const write of writers)
    line += line === '' ? copyText(write(row)) : `\t${copyText(write(row))}`
  return line
}
