import { type Cells, MAX_CELLS } from './cells.ts'

const QUOTE = 0x22
const SPACE = 0x20
const RETURN = 0x0d

export interface CsvFormat {
  /** Between cells: one character. */
  readonly delimiter: string
  /** Between lines: `\n`, before which a `\r` does not count; or `\r` alone. */
  readonly newline: string
}

/** What cannot be split: a quote that is not closed, or text behind the one that closes. */
export const BROKEN = -1
/** The text ends before the row does. */
export const UNFINISHED = -2

/** Splits rows of CSV into cells. */
export class CsvSplitter {
  readonly #cells: Cells
  readonly #delimiter: string
  readonly #newline: string
  /** Whether a carriage return before the line break belongs to it. */
  readonly #returns: boolean

  constructor(cells: Cells, { delimiter, newline }: CsvFormat) {
    this.#cells = cells
    this.#delimiter = delimiter
    this.#newline = newline
    this.#returns = newline === '\n'
  }

  /** A line without quotes, from `from` to `to`. */
  plain(text: string, from: number, to: number): void {
    const cells = this.#cells
    cells.begin(text)
    let start = from
    for (;;) {
      const end = text.indexOf(this.#delimiter, start)
      if (end === -1 || end >= to) {
        cells.add(start, to)
        return
      }
      if (!cells.add(start, end)) return
      start = end + 1
    }
  }

  /**
   * The row that begins at `from`, as RFC 4180 says: cells in quotes may hold delimiters, line breaks and
   * doubled quotes. Quotes inside a cell that does not begin with one are text. `firstEnd` is where its
   * first line ends. Returns where its last one does, BROKEN, or UNFINISHED.
   */
  strict(text: string, from: number, firstEnd: number): number {
    const cells = this.#cells
    cells.begin(text)
    let start = from
    let lineEnd = firstEnd
    for (;;) {
      const quote = openingQuote(text, start)
      let after: number
      if (quote === -1) {
        after = this.#plainCell(text, start, lineEnd)
      } else {
        after = this.#quotedCell(text, quote + 1)
        if (after > lineEnd) lineEnd = this.#endOfLine(text, after)
      }
      if (after < 0 || after >= lineEnd) return after
      if (cells.count === MAX_CELLS) return BROKEN
      start = after + 1
    }
  }

  /**
   * One line alone, whose quotes are not as they should be: only a quote before a delimiter or the end
   * closes a cell, others are text. False when that does not help either.
   */
  lenient(line: string): boolean {
    this.#cells.begin(line)
    let start = 0
    while (start >= 0 && start <= line.length) start = this.#lenientCell(line, start)
    return start >= 0
  }

  /** Adds a cell; returns where the next one begins, behind the end for none, or BROKEN. */
  #lenientCell(line: string, start: number): number {
    const quote = openingQuote(line, start)
    if (quote === -1) {
      const next = line.indexOf(this.#delimiter, start)
      const end = next === -1 ? line.length : next
      return this.#cells.add(start, end) ? end + 1 : BROKEN
    }
    const end = this.#close(line, quote + 1)
    if (end === -1) return BROKEN
    const isDoubled = line.slice(quote + 1, end).includes('""')
    return this.#cells.add(quote + 1, end, isDoubled) ? end + 2 : BROKEN
  }

  /** Returns where the delimiter behind the cell is, or the end of the line. */
  #plainCell(text: string, start: number, lineEnd: number): number {
    const next = text.indexOf(this.#delimiter, start)
    if (next !== -1 && next < lineEnd) {
      this.#cells.add(start, next)
      return next
    }
    const hasReturn = this.#returns && lineEnd > start && text.charCodeAt(lineEnd - 1) === RETURN
    this.#cells.add(start, hasReturn ? lineEnd - 1 : lineEnd)
    return lineEnd
  }

  /** The same for a cell in quotes, from behind the opening one. */
  #quotedCell(text: string, start: number): number {
    let doubled = false
    for (let search = start; ; ) {
      const quote = text.indexOf('"', search)
      if (quote === -1) return UNFINISHED
      if (text.charCodeAt(quote + 1) !== QUOTE) {
        this.#cells.add(start, quote, doubled)
        return this.#behindQuoted(text, quote + 1)
      }
      doubled = true
      search = quote + 2
    }
  }

  /** Only spaces may stand between the closing quote and the delimiter or the end of the line. */
  #behindQuoted(text: string, from: number): number {
    let at = from
    while (text.charCodeAt(at) === SPACE) at += 1
    if (at === text.length || text[at] === this.#delimiter || text[at] === this.#newline) return at
    if (!this.#returns || text.charCodeAt(at) !== RETURN) return BROKEN
    return at + 1 === text.length || text[at + 1] === this.#newline ? at + 1 : BROKEN
  }

  #endOfLine(text: string, from: number): number {
    const end = text.indexOf(this.#newline, from)
    return end === -1 ? text.length : end
  }

  /** The quote that closes the cell which begins at `start`; -1 when there is none. */
  #close(line: string, start: number): number {
    for (let search = start; ; ) {
      const quote = line.indexOf('"', search)
      if (quote === -1) return -1
      if (quote + 1 === line.length || line[quote + 1] === this.#delimiter) return quote
      search = line.charCodeAt(quote + 1) === QUOTE ? quote + 2 : quote + 1
    }
  }
}

/** Where the cell's quote is, spaces before it aside; -1 when it begins with something else. */
function openingQuote(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === SPACE) at += 1
  return text.charCodeAt(at) === QUOTE ? at : -1
}
