import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Dimension } from './dimension.ts'
import { claimDimensionKeys, findDimensionKey, loadDimensions } from './dimension-queries.ts'
import type { DimensionKind } from './tables.ts'

/** Ids of the game and their keys. Keys never change, so each process may keep those it has seen. */
export interface Dimensions {
  /**
   * Keys of these ids, made where missing. Null has the key 0, "the document does not say", and so have
   * ids beyond the number of unknown ones that an installation keeps of a kind.
   */
  keys(
    kind: DimensionKind,
    ids: readonly (string | null)[],
  ): Promise<ReadonlyMap<string | null, number>>
  /** The key of an id or, ignoring case, a name; null when there is none. */
  find(kind: DimensionKind, idOrName: string): Promise<number | null>
  /** Rows by key, for output: loads again when a key is not there yet. */
  named(keys: Iterable<number>): Promise<ReadonlyMap<number, Dimension>>
  /** Forgets what is kept, e.g. after the content tables changed. */
  clear(): void
}

export const UNSTATED_KEY = 0

/**
 * Unknown ids per kind, at most. New content brings a few a year; documents with invented ids must not
 * fill the roll-ups, nor use up the 32,767 keys that their columns hold.
 */
const MAX_UNKNOWN = 2_000

export function createDimensions(db: Kysely<Database>): Dimensions {
  const keysByKind = new Map<DimensionKind, Map<string | null, number>>()
  let byKey: ReadonlyMap<number, Dimension> = new Map()

  const knownKeys = (kind: DimensionKind) => {
    const known = keysByKind.get(kind) ?? new Map<string | null, number>([[null, UNSTATED_KEY]])
    keysByKind.set(kind, known)
    return known
  }

  return {
    async keys(kind, ids) {
      const known = knownKeys(kind)
      const missing = [...new Set(ids)].filter((id): id is string => id !== null && !known.has(id))
      if (missing.length === 0) return known
      const rows = await claimDimensionKeys(db, kind, { ids: missing, limit: MAX_UNKNOWN })
      for (const row of rows) known.set(row.id, row.key)
      if (rows.length === missing.length) return known
      return new Map([...missing.map((id) => [id, UNSTATED_KEY] as const), ...known])
    },
    find: (kind, idOrName) => findDimensionKey(db, kind, idOrName),
    async named(keys) {
      if ([...keys].some((key) => key !== UNSTATED_KEY && !byKey.has(key))) {
        byKey = new Map((await loadDimensions(db)).map((row) => [row.key, row]))
      }
      return byKey
    },
    clear() {
      keysByKind.clear()
      byKey = new Map()
    },
  }
}
