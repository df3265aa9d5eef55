import type { RejectCode } from '../contract.ts'
import { KEPT_OF_LINE, MAX_LINE, type ReadResult, type RowReader } from './row-reader.ts'

/** What is nested deeper is no row: it could not be written as JSON again. */
const MAX_DEPTH = 64

/** An object as it stands in the file. */
export type JsonRow = Readonly<Record<string, unknown>>

/** Reads one JSON object a line, which is not nested deeper than any row. Blank lines are skipped. */
export class NdjsonReader implements RowReader {
  row: JsonRow = {}
  line = 0
  code: RejectCode = 'INVALID_JSON'
  #text = ''
  #at = 0
  #original = ''
  #ended = false
  /** In a line that was too long. */
  #skipping = false

  push(text: string): void {
    this.#text = this.#text.slice(this.#at) + text
    this.#at = 0
  }

  finish(): void {
    this.#ended = true
  }

  original(): string {
    return this.#original
  }

  next(): ReadResult {
    for (;;) {
      const line = this.#takeLine()
      if (line === null) return this.#withoutLine()
      const wasSkipping = this.#skipping
      this.#skipping = false
      if (!wasSkipping) this.line += 1
      if (!wasSkipping && line.trim() !== '') return this.#read(line)
    }
  }

  #read(line: string): ReadResult {
    const isTooLong = line.length > MAX_LINE
    this.#original = isTooLong ? line.slice(0, KEPT_OF_LINE) : line
    const row = isTooLong ? null : parseObject(line)
    if (row === null) {
      this.code = isTooLong ? 'TOO_LONG' : 'INVALID_JSON'
      return 'broken'
    }
    this.row = row
    return 'row'
  }

  /** Null when its end is not there yet, or there is none. */
  #takeLine(): string | null {
    const end = this.#text.indexOf('\n', this.#at)
    const isLast = end === -1 && this.#ended && this.#at < this.#text.length
    if (end === -1 && !isLast) return null
    const line = this.#text.slice(this.#at, end === -1 ? this.#text.length : end)
    this.#at = end === -1 ? this.#text.length : end + 1
    return line
  }

  #withoutLine(): ReadResult {
    if (this.#ended) return 'end'
    if (this.#skipping) this.#at = this.#text.length
    if (this.#text.length - this.#at <= MAX_LINE) return 'more'
    this.#skipping = true
    this.code = 'TOO_LONG'
    this.line += 1
    this.#original = this.#text.slice(this.#at, this.#at + KEPT_OF_LINE)
    this.#at = this.#text.length
    return 'broken'
  }
}

function parseObject(line: string): JsonRow | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) && !isTooDeep(value) ? value : null
  } catch {
    return null
  }
}

/** Whether objects and lists lie in each other deeper than in any row. Does not recurse itself. */
function isTooDeep(row: JsonRow): boolean {
  let level: object[] = [row]
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true
    level = level.flatMap((one) => Object.values(one).filter(isNested))
  }
  return false
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isObject(value: unknown): value is JsonRow {
  return isNested(value) && !Array.isArray(value)
}
