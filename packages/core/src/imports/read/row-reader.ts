import type { RejectCode } from '../contract.ts'

/** `more`: the rest of the file is needed to tell; `end`: there is no more of it. */
export type ReadResult = 'row' | 'broken' | 'more' | 'end'

/** Whether a row or a broken line was read. */
export function isThere(result: ReadResult): boolean {
  return result === 'row' || result === 'broken'
}

/** Goes through the text of a file row by row, as the text comes. */
export interface RowReader {
  /** Appends what comes next in the file. */
  push(text: string): void
  /** Nothing comes any more. */
  finish(): void
  next(): ReadResult
  /** Of the row or broken line that was read last: its text as it stands in the file. */
  original(): string
  /** Of the row or broken line that was read last: its first line, from 1. */
  readonly line: number
  /** Why the line that was read last is broken. */
  readonly code: RejectCode
}

/** A longer line is none: it is skipped to its end, and its beginning is kept as evidence. Characters. */
export const MAX_LINE = 1_048_576

/** What is kept of it. */
export const KEPT_OF_LINE = 4_096
