import type { RejectCode } from '../contract.ts'
import { Cells } from './cells.ts'
import { BROKEN, type CsvFormat, CsvSplitter, UNFINISHED } from './csv-splitter.ts'
import { KEPT_OF_LINE, MAX_LINE, type ReadResult, type RowReader } from './row-reader.ts'

/** Longest row with line breaks in it: what is longer is a quote that was never closed. */
const MAX_ROW = { characters: 65_536, lines: 100 }

const RETURN = 0x0d
const SPACE = 0x20

export interface CsvTable extends CsvFormat {
  /** Cells of a row. */
  readonly columns: number
  /** Columns whose texts may have several lines. */
  readonly texts: ReadonlySet<number>
  /** Columns that hold an id in every row: they tell a row from a line of a text. */
  readonly ids: readonly number[]
}

interface Probe {
  readonly cells: Cells
  readonly splitter: CsvSplitter
  readonly table: CsvTable
}

/**
 * Reads the rows of a CSV file, whose header is behind it. A quote that is not closed costs its own line and
 * no other: a row of several lines is one only if it is whole, if line breaks are where texts are, and if
 * none of its lines could be a row itself. Otherwise its first line is broken, and the next one begins a row.
 */
export class CsvReader implements RowReader {
  readonly cells = new Cells()
  line: number
  code: RejectCode = 'WRONG_COLUMNS'
  readonly #table: CsvTable
  readonly #splitter: CsvSplitter
  /** For lines that may be rows or not. */
  readonly #probe: Probe
  #text = ''
  /** Where the next row begins, and the number of that line. */
  #at = 0
  #atLine: number
  /** The row that was read last. */
  #from = 0
  #to = 0
  #ended = false
  /** The next quote from `#at` on; stale when it is before that. */
  #quote = -1
  /** In a line that was too long. */
  #skipping = false

  /** `line` is the number of the first one, from 1. */
  constructor(table: CsvTable, line: number) {
    this.#table = table
    this.#splitter = new CsvSplitter(this.cells, table)
    const cells = new Cells()
    this.#probe = { cells, splitter: new CsvSplitter(cells, table), table }
    this.line = line
    this.#atLine = line
  }

  push(text: string): void {
    this.#text = this.#text.slice(this.#at) + text
    this.#at = 0
    this.#quote = -1
  }

  finish(): void {
    this.#ended = true
  }

  original(): string {
    return this.#text.slice(this.#from, this.#to)
  }

  next(): ReadResult {
    for (;;) {
      const end = this.#lineEnd()
      if (end < 0) return this.#withoutLineEnd()
      const to = this.#contentEnd(end)
      if (!this.#skipping && !this.#isBlank(to)) return this.#read(end, to)
      this.#skipping = false
      this.#advance(end, 1)
    }
  }

  /** Reads the row whose first line ends at `end`, its line break aside at `to`. */
  #read(end: number, to: number): ReadResult {
    if (to - this.#at > MAX_LINE) return this.#reject('TOO_LONG', end, this.#at + KEPT_OF_LINE)
    if (!this.#hasQuote(to)) {
      this.#splitter.plain(this.#text, this.#at, to)
      return this.#fits() ? this.#take(end, to) : this.#reject('WRONG_COLUMNS', end, to)
    }
    const last = this.#splitter.strict(this.#text, this.#at, end)
    if (last !== end) return this.#readLines(last, end, to)
    return this.#fits() ? this.#take(end, to) : this.#readLenient('WRONG_COLUMNS', end, to)
  }

  /** Reads a row that ends in another line, at `last`; or its first line alone if it is none. */
  #readLines(last: number, end: number, to: number): ReadResult {
    const reached = last === UNFINISHED ? this.#text.length : last
    const lines = last === BROKEN ? 0 : this.#linesTo(reached)
    if (lines > 0 && this.#mayGoOn(reached)) return 'more'
    const fits = lines > 0 && last !== UNFINISHED && this.cells.count === this.#table.columns
    const isRow = fits && this.#breaksAreInTexts() ? this.#isOneRow(end, last) : false
    if (isRow === null) return 'more'
    return isRow
      ? this.#take(last, this.#contentEnd(last), lines)
      : this.#readLenient('BROKEN_QUOTES', end, to)
  }

  /** The line alone, with quotes that are not what they seem. */
  #readLenient(code: RejectCode, end: number, to: number): ReadResult {
    const isSplit = this.#splitter.lenient(this.#text.slice(this.#at, to))
    return isSplit && this.#fits() ? this.#take(end, to) : this.#reject(code, end, to)
  }

  /** Cells at the end that are empty and too many are no fault. */
  #fits(): boolean {
    const { columns } = this.#table
    if (this.cells.count > columns) this.cells.dropEmptyBeyond(columns)
    return this.cells.count === columns
  }

  #breaksAreInTexts(): boolean {
    const { newline, texts } = this.#table
    for (let index = 0; index < this.cells.count; index += 1) {
      if (!texts.has(index) && this.cells.get(index).includes(newline)) return false
    }
    return true
  }

  /**
   * Whether what was split into several lines is one row, and not several with a quote that was lost: no
   * other line of it may begin a row. Null when more of the file is needed to tell.
   */
  #isOneRow(firstEnd: number, last: number): boolean | null {
    for (let start = firstEnd + 1; start <= last; ) {
      const end = this.#text.indexOf(this.#table.newline, start)
      const lineEnd = end === -1 ? this.#text.length : end
      if (looksLikeRow(this.#text.slice(start, lineEnd), this.#probe)) return false
      const { cells, splitter } = this.#probe
      const after = splitter.strict(this.#text, start, lineEnd)
      if (after === UNFINISHED && this.#mayGoOn(this.#text.length)) return null
      if (after > lineEnd && isRow(cells.toArray(), this.#table)) return false
      start = lineEnd + 1
    }
    return true
  }

  /** Whether what follows the text can be needed to read on from `#at` to `reached`. */
  #mayGoOn(reached: number): boolean {
    return !this.#ended && reached === this.#text.length && this.#linesTo(reached) > 0
  }

  /** Lines of a row that begins at `#at` and ends at `to`; 0 when that is too long for a row. */
  #linesTo(to: number): number {
    if (to - this.#at > MAX_ROW.characters) return 0
    const { newline } = this.#table
    let lines = 1
    for (let at = this.#text.indexOf(newline, this.#at); at !== -1 && at < to; lines += 1) {
      at = this.#text.indexOf(newline, at + 1)
    }
    return lines > MAX_ROW.lines ? 0 : lines
  }

  #hasQuote(to: number): boolean {
    if (this.#quote < this.#at) {
      const found = this.#text.indexOf('"', this.#at)
      this.#quote = found === -1 ? Number.POSITIVE_INFINITY : found
    }
    return this.#quote < to
  }

  /** Of the line that begins at `#at`; -1 when it is not there yet, or there is none. */
  #lineEnd(): number {
    const end = this.#text.indexOf(this.#table.newline, this.#at)
    if (end !== -1) return end
    return this.#ended && this.#at < this.#text.length ? this.#text.length : -1
  }

  #withoutLineEnd(): ReadResult {
    if (this.#ended) return 'end'
    if (this.#skipping) this.#at = this.#text.length
    if (this.#text.length - this.#at <= MAX_LINE) return 'more'
    this.#skipping = true
    this.code = 'TOO_LONG'
    this.line = this.#atLine
    this.#from = this.#at
    this.#to = this.#at + KEPT_OF_LINE
    this.#at = this.#text.length
    return 'broken'
  }

  #contentEnd(end: number): number {
    const isReturn = this.#table.newline === '\n' && this.#text.charCodeAt(end - 1) === RETURN
    return isReturn && end > this.#at ? end - 1 : end
  }

  #isBlank(to: number): boolean {
    for (let at = this.#at; at < to; at += 1) if (this.#text.charCodeAt(at) > SPACE) return false
    return true
  }

  #take(end: number, to: number, lines = 1): 'row' {
    this.#from = this.#at
    this.#to = to
    this.line = this.#atLine
    this.#advance(end, lines)
    return 'row'
  }

  #reject(code: RejectCode, end: number, to: number): 'broken' {
    this.code = code
    this.#take(end, to)
    return 'broken'
  }

  #advance(end: number, lines: number): void {
    this.#atLine += lines
    this.#at = Math.min(end + 1, this.#text.length)
  }
}

/** Whether a line on its own has the cells of a row, whatever is wrong with its quotes. */
function looksLikeRow(line: string, { cells, splitter, table }: Probe): boolean {
  if (isRow(line.split(table.delimiter), table)) return true
  return splitter.lenient(line) && isRow(cells.toArray(), table)
}

/** Whether these are the cells of a row, with ids where rows have theirs. */
function isRow(cells: readonly string[], { columns, ids }: CsvTable): boolean {
  return (
    cells.length === columns &&
    ids.every((index) => /^[\s\\"'|]*\d+[\s\\"'|]*$/.test(cells[index] ?? ''))
  )
}
