import { type Row, RowParser } from '../columns/row-parser.ts'
import type { Detected } from '../datasets/detect-dataset.ts'
import type { IdSet } from '../ids/id-set.ts'
import type { FileHead } from '../read/read-header.ts'
import { isThere, type RowReader } from '../read/row-reader.ts'
import { Batch, type BatchOptions, lineOf, type Writer } from './batch.ts'
import type { Reject } from './reject-log.ts'
import { type RowFeed, rowFeed } from './row-feed.ts'
import { idOf, RowSorter, type Surroundings } from './row-sorter.ts'

export interface RowLoaderOptions extends Detected, BatchOptions {
  readonly head: FileHead
  readonly surroundings: Surroundings
  /** Rows that an interrupted import has taken care of: they are read again, to know what they were. */
  readonly rowsDone: number
  /** Gets by what counters are made of rows that may have changed: see `counts.of`. */
  readonly touched: IdSet
}

/** Makes batches of the text of a file. Nothing in it waits for anything. */
export class RowLoader {
  readonly #options: RowLoaderOptions
  readonly #feed: RowFeed
  readonly #reader: RowReader
  readonly #parser: RowParser
  readonly #sorter: RowSorter
  readonly #writers: readonly Writer[]
  #batch: Batch
  /** Batches that are written: their memory is used again. */
  readonly #spare: Batch[] = []
  #row = 0

  constructor(options: RowLoaderOptions) {
    const { dataset, head, surroundings } = options
    this.#options = options
    this.#feed = rowFeed(head, options)
    this.#reader = this.#feed.reader
    this.#parser = new RowParser(dataset.columns, this.#feed.positions)
    this.#sorter = new RowSorter(dataset, surroundings)
    this.#writers = Object.values(dataset.writes)
    this.#batch = new Batch(dataset, options)
  }

  /** Takes what comes next of the file, and yields a batch whenever one is full. */
  *take(text: string): Generator<Batch, void, void> {
    this.#reader.push(text)
    yield* this.#read()
  }

  /** Gives a batch back that is of no use any more. */
  giveBack(batch: Batch): void {
    batch.clear()
    this.#spare.push(batch)
  }

  /** At the end of the file: the last batches, of which the very last may be empty. */
  *finish(): Generator<Batch, void, void> {
    this.#reader.finish()
    yield* this.#read()
    yield this.#cut()
  }

  *#read(): Generator<Batch, void, void> {
    for (let result = this.#reader.next(); isThere(result); result = this.#reader.next()) {
      this.#row += 1
      const isRow = result === 'row'
      if (this.#row <= this.#options.rowsDone) this.#repeat(isRow)
      else if (isRow) this.#takeRow()
      else this.#reject({ code: this.#reader.code, column: null, detail: null })
      if (this.#batch.isFull()) yield this.#cut()
    }
  }

  #takeRow(): void {
    const row = this.#parser.parse(this.#feed.cells())
    if (row === null) {
      const { column, detail } = this.#parser.problem
      this.#reject({ code: 'INVALID_VALUE', column, detail })
      return
    }
    const verdict = this.#sorter.sort(row)
    if (verdict === 'reject') {
      this.#reject({ ...this.#sorter.problem, detail: null })
      return
    }
    const final = this.#sorter.row
    if (this.#sorter.isAdjusted) this.#batch.adjusted += 1
    this.#keep(final, verdict)
    // Rows that are there count already; whether they change, the database says.
    if (verdict === 'insert') this.#count(final)
  }

  #keep(row: Row, verdict: 'insert' | 'merge'): void {
    const { dataset } = this.#options
    const { inserts, merges } = this.#batch
    const lines = verdict === 'insert' ? inserts : merges
    const line = lineOf(this.#writers, row)
    const at = { row: this.#row, line: this.#reader.line }
    lines.add(lines === inserts ? `${line}\n` : `${line}\t${at.row}\n`, idOf(row, 'id'), at)
    if (dataset.how === 'carts' || dataset.unique !== undefined) {
      lines.originals.add(`${this.#reader.original().replaceAll('\n', ' ')}\n`)
    }
  }

  #count(row: Row): void {
    const { counts } = this.#options.dataset
    if (counts === undefined) return
    const { ofVisible } = counts
    if (ofVisible && this.#options.surroundings.hidden.has(idOf(row, ofVisible.column))) return
    counts.add(row, this.#addToTally)
  }

  readonly #addToTally = (key: number, column: number, amount: number): void => {
    this.#batch.tally.add(key, column, amount)
  }

  /** Of a row that is through: it may have changed one that was there. */
  #repeat(isRow: boolean): void {
    const row = isRow ? this.#parser.parse(this.#feed.cells()) : null
    if (row === null || this.#sorter.sort(row) === 'reject') return
    const { dataset, touched } = this.#options
    if (dataset.counts !== undefined) touched.add(idOf(row, dataset.counts.of.column))
  }

  #reject({ code, column, detail }: Pick<Reject, 'code' | 'column' | 'detail'>): void {
    this.#batch.rejects.add({
      row: this.#row,
      line: this.#reader.line,
      original: this.#reader.original(),
      column: this.#nameInFile(column),
      code,
      detail,
    })
  }

  /** As the file's own header calls it. */
  #nameInFile(column: string | null): string | null {
    if (column === null) return null
    const { dataset, positions, head } = this.#options
    const index = Object.keys(dataset.columns).indexOf(column)
    return head.names[positions[index] ?? -1]?.trim() ?? column
  }

  #newBatch(): Batch {
    return new Batch(this.#options.dataset, this.#options)
  }

  #cut(): Batch {
    const batch = this.#batch
    batch.rowsRead = Math.max(this.#row, this.#options.rowsDone)
    this.#batch = this.#spare.pop() ?? this.#newBatch()
    return batch
  }
}
