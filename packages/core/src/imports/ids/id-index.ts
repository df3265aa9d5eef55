import type { RawBuilder } from 'kysely'
import type { BulkConnection } from '../../ports/bulk-loader.ts'
import type { LoadedTable } from '../datasets/row-dataset.ts'
import { defaultsQuery, hiddenQuery, idsQuery } from './id-queries.ts'
import { IdSet } from './id-set.ts'

/** The ids of a table. */
export interface KnownIds {
  readonly all: IdSet
  /** Of them: rows that were not imported. */
  readonly foreign: IdSet
}

const NEWLINE = 0x0a
const ZERO = 0x30
const TRUE = 0x74

/**
 * Which ids there are, table by table: read once, and kept up by the files that are imported with the same
 * index, also by those that are imported only for show.
 */
export class IdIndex {
  readonly #tables = new Map<LoadedTable, Promise<KnownIds>>()

  /** Throws the database's error. */
  of(connection: BulkConnection, table: LoadedTable): Promise<KnownIds> {
    const present = this.#tables.get(table)
    if (present !== undefined) return present
    const loading = readIds(connection, idsQuery(table))
    this.#tables.set(table, loading)
    return loading
  }
}

/** Products that have a default style, by what is stored. */
export async function readDefaults(connection: BulkConnection): Promise<IdSet> {
  const { all } = await readIds(connection, defaultsQuery())
  return all
}

/** Rows of a table that are not shown. */
export async function readHidden(connection: BulkConnection, table: 'review'): Promise<IdSet> {
  const { all } = await readIds(connection, hiddenQuery(table))
  return all
}

/** Reads lines of an id, a tab, and `t` or `f`. */
async function readIds(connection: BulkConnection, query: RawBuilder<unknown>): Promise<KnownIds> {
  const known: KnownIds = { all: new IdSet(), foreign: new IdSet() }
  const lines = new IdLines(known)
  for await (const chunk of connection.copyOut(query, 'text')) lines.take(chunk)
  return known
}

class IdLines {
  readonly #known: KnownIds
  #id = 0
  #isForeign = false

  constructor(known: KnownIds) {
    this.#known = known
  }

  /** Chunks end anywhere. */
  take(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte >= ZERO && byte < ZERO + 10) this.#id = this.#id * 10 + byte - ZERO
      else if (byte === TRUE) this.#isForeign = true
      else if (byte === NEWLINE) this.#endLine()
    }
  }

  #endLine(): void {
    this.#known.all.add(this.#id)
    if (this.#isForeign) this.#known.foreign.add(this.#id)
    this.#id = 0
    this.#isForeign = false
  }
}
