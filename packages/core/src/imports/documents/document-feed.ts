import { CsvReader } from '../read/csv-reader.ts'
import { NdjsonReader } from '../read/ndjson-reader.ts'
import type { FileHead } from '../read/read-header.ts'
import type { RowReader } from '../read/row-reader.ts'
import type { Fields } from './mapping.ts'

/** A reader of a file, and the columns of the row that it has read last. */
export interface DocumentFeed {
  readonly reader: RowReader
  readonly fields: Fields
}

export function documentFeed(head: FileHead): DocumentFeed {
  if (head.format === 'ndjson') {
    const reader = new NdjsonReader()
    return {
      reader,
      fields: (name) => (Object.hasOwn(reader.row, name) ? reader.row[name] : undefined),
    }
  }
  const places = new Map(head.names.map((name, index) => [name.trim(), index]))
  // Any cell may hold a text of several lines, except the first, which tells rows apart.
  const texts = new Set(head.names.keys().drop(1))
  const table = { ...head.csv, columns: head.names.length, texts, ids: [] }
  const reader = new CsvReader(table, head.line)
  return { reader, fields: (name) => reader.cells.get(places.get(name) ?? -1) }
}
