import { CsvReader, type CsvTable } from '../read/csv-reader.ts'
import type { RowReader } from '../read/row-reader.ts'

/** A table of four columns: two ids, a text of any number of lines, and something else. */
export const TABLE: CsvTable = {
  delimiter: ',',
  newline: '\n',
  columns: 4,
  texts: new Set([2]),
  ids: [0, 1],
}

export type Read =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly code: string; readonly original: string }

/** All that a reader of CSV makes of a text, which comes in pieces of this size. */
export function readCsv(
  text: string,
  table: Partial<CsvTable> = {},
  piece = Number.POSITIVE_INFINITY,
): Read[] {
  const reader = new CsvReader({ ...TABLE, ...table }, 1)
  return drain(reader, text, { piece, cellsOf: () => reader.cells.toArray() })
}

export function drain(
  reader: RowReader,
  text: string,
  { piece, cellsOf }: { readonly piece: number; readonly cellsOf: () => readonly string[] },
): Read[] {
  const found: Read[] = []
  const take = () => {
    for (
      let result = reader.next();
      result !== 'more' && result !== 'end';
      result = reader.next()
    ) {
      const { line, code } = reader
      found.push(
        result === 'row' ? { line, cells: cellsOf() } : { line, code, original: reader.original() },
      )
    }
  }
  const size = Math.min(piece, text.length + 1)
  for (let at = 0; at < text.length; at += size) {
    reader.push(text.slice(at, at + size))
    take()
  }
  reader.finish()
  take()
  return found
}

/** The rows alone. */
export function rowsOf(found: readonly Read[]): (readonly string[])[] {
  return found.flatMap((one) => ('cells' in one ? [one.cells] : []))
}
