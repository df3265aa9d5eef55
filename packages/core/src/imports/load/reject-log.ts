import type { RejectCode } from '../contract.ts'
import { copyText } from './copy-text.ts'
import { LineBuffer } from './line-buffer.ts'

/** A row that is not taken. */
export interface Reject {
  /** From 1, the header and blank lines not counted. */
  readonly row: number
  /** From 1. */
  readonly line: number
  readonly column: string | null
  readonly code: RejectCode
  readonly detail: string | null
  readonly original: string
}

/** Where `bytes` of a log belong. */
export const REJECT_TARGET = {
  table: 'import_reject',
  columns: ['run_id', 'row_number', 'line', 'column_name', 'code', 'detail', 'original'],
}

/** What is kept of the text of a row, and of what is said about it, which may quote the row. Characters. */
const KEPT = { original: 10_000, detail: 1_000 }

/** Rows that go into quarantine, as lines for COPY, and how many by code. */
export class RejectLog {
  readonly #runId: number
  readonly #buffer = new LineBuffer()
  readonly #codes = new Map<RejectCode, number>()
  #count = 0

  constructor(runId: number) {
    this.#runId = runId
  }

  get count(): number {
    return this.#count
  }

  /** Of the lines, about. */
  get size(): number {
    return this.#buffer.size
  }

  get codes(): ReadonlyMap<RejectCode, number> {
    return this.#codes
  }

  add({ row, line, column, code, detail, original }: Reject): void {
    const kept = copyText(beginning(original, KEPT.original))
    const said = copyText(detail === null ? null : beginning(detail, KEPT.detail))
    const about = `${copyText(column)}\t${code}\t${said}`
    this.#buffer.add(`${this.#runId}\t${row}\t${line}\t${about}\t${kept}\n`)
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1)
    this.#count += 1
  }

  bytes(): Uint8Array {
    return this.#buffer.view()
  }

  clear(): void {
    this.#buffer.clear()
    this.#codes.clear()
    this.#count = 0
  }
}

function beginning(text: string, length: number): string {
  return text.slice(0, length).toWellFormed()
}
