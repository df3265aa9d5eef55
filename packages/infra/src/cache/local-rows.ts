import { LRUCache } from 'lru-cache'

const MAX_BYTES = 16 * 1024 * 1024

/** Rows in the memory of this process, for a fraction of a second. */
export interface LocalRows {
  /** Undefined: not kept. */
  get(key: string): string | null | undefined
  /** Now, for `set`. */
  moment(): number
  /** Not kept if the row changed since the moment at which it began to be read. */
  set(key: string, json: string | null, began: number): void
  /** The row has changed. */
  drop(key: string): void
}

/** `ms` 0: keeps nothing. */
export function createLocalRows(ms: number): LocalRows {
  if (ms === 0) {
    return { get: () => undefined, moment: () => 0, set: () => {}, drop: () => {} }
  }
  const rows = new LRUCache<string, { readonly json: string | null }>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ json }, key) => 2 * (key.length + (json?.length ?? 0)) + 100,
    ttl: ms,
  })
  // Longer than any load takes that somebody waits for.
  const dropped = new LRUCache<string, number>({ max: 10_000, ttl: 5_000 })
  let moment = 0
  return {
    get: (key) => rows.get(key)?.json,
    moment: () => moment,
    set(key, json, began) {
      if ((dropped.get(key) ?? 0) <= began) rows.set(key, { json })
    },
    drop(key) {
      moment += 1
      dropped.set(key, moment)
      rows.delete(key)
    },
  }
}
