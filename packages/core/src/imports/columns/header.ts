import { Cells } from '../read/cells.ts'
import type { Column, Columns } from './column.ts'

/** Where the columns of a dataset are in a file; -1 for one that the file lacks. */
export type Positions = readonly number[]

/** Names are the same whatever their case, and whatever separates their words. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_?-]/g, '')
}

/**
 * Null when the header lacks a column that a file must have. `mayOmit`: the header is of one row alone, and
 * others may have what it leaves out, as objects do with what is nothing.
 */
export function positionsOf(
  columns: Columns,
  header: readonly string[],
  { mayOmit }: { readonly mayOmit: boolean },
): Positions | null {
  const places = new Map(header.map((name, index) => [plain(name), index] as const).toReversed())
  const positions: number[] = []
  for (const [name, column] of Object.entries(columns)) {
    const found = [name, ...column.aliases].map((known) => places.get(plain(known)))
    const position = found.find((place) => place !== undefined)
    if (position === undefined && !column.isOptional && !(mayOmit && takesNothing(column)))
      return null
    positions.push(position ?? -1)
  }
  return positions
}

function takesNothing({ schema, read }: Column): boolean {
  return schema.safeParse(read(new Cells(), -1)).success
}
