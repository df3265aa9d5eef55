import type { z } from 'zod'
import type { Cells } from '../read/cells.ts'

/** A column of a file: how its cells are read, and what they may hold. */
export interface Column<Schema extends z.ZodType = z.ZodType> {
  /** The value of a cell, made uniform. What cannot be read comes out as something the schema refuses. */
  readonly read: (cells: Cells, index: number) => unknown
  readonly schema: Schema
  /** What a cell should have held, for people. */
  readonly expects: string
  /** Holds an id in every row. */
  readonly isId: boolean
  /** A text that may have several lines. */
  readonly isText: boolean
  /** Names besides the one it has in the dataset; case, spaces, `-` and `_` do not count. */
  readonly aliases: readonly string[]
  /** A file may lack it. */
  readonly isOptional: boolean
}

export type Columns = Readonly<Record<string, Column>>

/** What a row is, once read: one value for each column. */
export type RowOf<Of extends Columns> = {
  readonly [Name in keyof Of]: z.output<Of[Name]['schema']>
}

interface Traits {
  readonly expects: string
  readonly isId?: boolean
  readonly isText?: boolean
}

export function column<Schema extends z.ZodType>(
  schema: Schema,
  read: Column['read'],
  { expects, isId = false, isText = false }: Traits,
): Column<Schema> {
  return { schema, read, expects, isId, isText, aliases: [], isOptional: false }
}

/** The same column, also known under these names. */
export function alias<Schema extends z.ZodType>(
  of: Column<Schema>,
  ...aliases: readonly string[]
): Column<Schema> {
  return { ...of, aliases: [...of.aliases, ...aliases] }
}

/** The same column, which a file may lack: then its cells are empty. */
export function optional<Schema extends z.ZodType>(of: Column<Schema>): Column<Schema> {
  return { ...of, isOptional: true }
}
