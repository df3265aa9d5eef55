import { type Positions, plain } from '../columns/header.ts'
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

/** Objects may leave out what is null, the first one too: what it lacks is looked for under every name it may have. */
function jsonFeed(keys: readonly string[], { dataset, positions }: Detected): RowFeed {
  const reader = new NdjsonReader()
  const cells = new Cells()
  const finders = Object.entries(dataset.columns).map(([name, { aliases }], index) => {
    const key = keys[positions[index] ?? -1]
    if (key !== undefined) return (row: JsonRow) => valueAt(row, key)
    const names = new Set([name, ...aliases].map(plain))
    return (row: JsonRow) => {
      const found = Object.keys(row).find((one) => names.has(plain(one)))
      return found === undefined ? null : row[found]
    }
  })
  return {
    reader,
    positions: finders.map((_, index) => index),
    cells() {
      cells.assign(finders.map((find) => cellOf(find(reader.row))))
      return cells
    },
  }
}

function valueAt(row: JsonRow, key: string): unknown {
  return Object.hasOwn(row, key) ? row[key] : null
}

/** A value of JSON as a cell would hold it; an object or a list as JSON, which only a column of texts takes. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
