import type { Positions } from '../columns/header.ts'
import type { Detected } from '../datasets/detect-dataset.ts'
import { Cells } from '../read/cells.ts'
import { CsvReader } from '../read/csv-reader.ts'
import { type JsonRow, NdjsonReader } from '../read/ndjson-reader.ts'
import type { FileHead } from '../read/read-header.ts'
import type { RowReader } from '../read/row-reader.ts'

/** A reader of a file of a dataset, and the cells of the row that it has read last. */
export interface RowFeed {
  readonly reader: RowReader
  /** Which cell is which column's. */
  readonly positions: Positions
  cells(): Cells
}

export function rowFeed(head: FileHead, detected: Detected): RowFeed {
  if (head.format === 'ndjson') return jsonFeed(head.names, detected)
  const { positions } = detected
  const reader = new CsvReader(
    { ...head.csv, columns: head.names.length, ...placesOf(detected) },
    head.line,
  )
  return { reader, positions, cells: () => reader.cells }
}

/** Where rows have texts, and where ids. */
function placesOf({ dataset, positions }: Detected) {
  const texts = new Set<number>()
  const ids: number[] = []
  for (const [index, { isText, isId }] of Object.values(dataset.columns).entries()) {
    const place = positions[index] ?? -1
    if (isText) texts.add(place)
    if (isId) ids.push(place)
  }
  return { texts, ids }
}

/** Objects may leave out what is null, the first one too: a column it lacks is looked for under its own name. */
function jsonFeed(keys: readonly string[], { dataset, positions }: Detected): RowFeed {
  const reader = new NdjsonReader()
  const cells = new Cells()
  const names = Object.keys(dataset.columns).map(
    (column, index) => keys[positions[index] ?? -1] ?? column,
  )
  return {
    reader,
    positions: names.map((_, index) => index),
    cells() {
      cells.assign(names.map((name) => cellOf(reader.row, name)))
      return cells
    },
  }
}

/** A value of JSON as a cell would hold it; an object or a list as JSON, which only a column of texts takes. */
function cellOf(row: JsonRow, name: string): string {
  const value = Object.hasOwn(row, name) ? row[name] : null
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
