import type { Columns } from './column.ts'

/** Where the columns of a dataset are in a file; -1 for one that the file lacks. */
export type Positions = readonly number[]

/** Names are the same whatever their case, and whatever separates their words. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_?-]/g, '')
}

/** Null when the header lacks a column that a file must have. */
export function positionsOf(columns: Columns, header: readonly string[]): Positions | null {
  const places = new Map(header.map((name, index) => [plain(name), index] as const).toReversed())
  const positions: number[] = []
  for (const [name, { aliases, isOptional }] of Object.entries(columns)) {
    const found = [name, ...aliases].map((known) => places.get(plain(known)))
    const position = found.find((place) => place !== undefined)
    if (position === undefined && !isOptional) return null
    positions.push(position ?? -1)
  }
  return positions
}
