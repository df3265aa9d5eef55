import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Dimension } from './dimension.ts'
import {
  claimDimensionKeys,
  ensurePatchPartition,
  findDimensionKey,
  loadDimensions,
} from './dimension-queries.ts'
import type { DimensionKind } from './tables.ts'

/** Ids of the game and their keys. Keys never change, so each process may keep those it has seen. */
export interface Dimensions {
  /** Keys of these ids, made where missing. Null has the key 0, "the document does not say". */
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
      if (missing.length > 0) {
        for (const row of await claimDimensionKeys(db, kind, missing.sort())) {
          // A match of a new patch must find its partitions, so they come before the key is given out.
          if (kind === 'patch') await ensurePatchPartition(db, row.key)
          known.set(row.id, row.key)
        }
      }
      return known
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
