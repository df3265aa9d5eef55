import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { MAX_INT4 } from '../pagination.ts'

/** An answer of the contract. */
export interface AtelierAnswer {
  /** JSON text, as PostgreSQL made it. */
  readonly json: string
  /** Of the product it is about, for an entity tag; null when none can be seen. */
  readonly version: string | null
  /** Of a list: how many items it has, if some did not fit. */
  readonly kept?: number | null
}

/** The id that this text is, or null: front ends ask for `undefined`, `NaN` and 0 too. */
export function idOf(given: string): number | null {
  if (!/^[1-9]\d{0,9}$/.test(given)) return null
  const id = Number(given)
  return id <= MAX_INT4 ? id : null
}

/** A statement that finds a list of JSON for an id. */
type Statement<Rest extends readonly unknown[]> = (
  db: Kysely<Database>,
  id: number,
  ...rest: Rest
) => Promise<readonly AtelierAnswer[]>

/** The list for what an id names; an empty one if that is nothing. */
export async function listOf<Rest extends readonly unknown[]>(
  db: Kysely<Database>,
  { statement, id }: { readonly statement: Statement<Rest>; readonly id: number | null },
  ...rest: Rest
): Promise<AtelierAnswer> {
  const found = id === null ? [] : await statement(db, id, ...rest)
  return found[0] ?? { json: '[]', version: null }
}
