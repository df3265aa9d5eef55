import { z } from 'zod'
import type { Cells } from '../read/cells.ts'
import type { Columns } from './column.ts'
import type { Positions } from './header.ts'

/** A row as it was read: one value for each column. */
export type Row = Readonly<Record<string, unknown>>

/** Turns the cells of one file's rows into rows: each cell made uniform, then all of them checked. */
export class RowParser {
  /** What was wrong with the row that was refused last. */
  problem = { column: '', detail: '' }
  readonly #columns: Columns
  readonly #readers: readonly {
    readonly name: string
    readonly position: number
    readonly read: (cells: Cells, index: number) => unknown
  }[]
  readonly #schema: z.ZodType<Row>

  constructor(columns: Columns, positions: Positions) {
    const named = Object.entries(columns)
    this.#columns = columns
    this.#readers = named.map(([name, { read }], index) => ({
      name,
      read,
      position: positions[index] ?? -1,
    }))
    this.#schema = z.object(Object.fromEntries(named.map(([name, { schema }]) => [name, schema])))
  }

  /** Null when a cell holds what its column cannot; `problem` then says which. */
  parse(cells: Cells): Row | null {
    const values: Record<string, unknown> = {}
    for (const { name, position, read } of this.#readers) values[name] = read(cells, position)
    const parsed = this.#schema.safeParse(values)
    if (parsed.success) return parsed.data
    const column = String(parsed.error.issues[0]?.path[0] ?? '')
    this.problem = { column, detail: this.#columns[column]?.expects ?? '' }
    return null
  }
}
