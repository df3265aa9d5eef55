import type { SharedCache } from '@loadout/core'
import { LRUCache } from 'lru-cache'
import { estimateBytes } from '../read-cache.ts'

interface Entry {
  readonly value: unknown
  readonly stamp: string
  readonly lists: readonly string[]
}

const MAX_BYTES = 32 * 1024 * 1024
const MAX_LISTS = 10_000

export interface LocalValues {
  readonly local: SharedCache['local']
  readonly kept: SharedCache['kept']
  /** The list has changed: what was made of it is over. */
  moved(list: string): void
}

/** `SharedCache.local`. `ms` 0: keeps nothing, and every call loads. */
export function createLocalValues(ms: number): LocalValues {
  if (ms === 0) {
    return { local: (_key, _lists, load) => load(), kept: () => undefined, moved: () => {} }
  }
  const values = new LRUCache<string, Entry>({
    maxSize: MAX_BYTES,
    sizeCalculation: (entry, key) => estimateBytes(entry.value) + 2 * key.length + 200,
    ttl: ms,
  })
  const moves = new LRUCache<string, number>({ max: MAX_LISTS })
  const flights = new Map<string, Promise<unknown>>()
  let move = 0
  const stampOf = (lists: readonly string[]) => lists.map((list) => moves.get(list) ?? 0).join()

  async function load<Value>(
    {
      key,
      lists,
      stamp,
    }: { readonly key: string; readonly lists: readonly string[]; readonly stamp: string },
    run: () => Promise<Value>,
  ) {
    const value = await run()
    // What a change has made old meanwhile must not take the place of what is newer.
    if (stampOf(lists) === stamp) values.set(key, { value, stamp, lists })
    return value
  }

  function kept(key: string): unknown {
    const entry = values.get(key)
    return entry?.stamp === stampOf(entry?.lists ?? []) ? entry?.value : undefined
  }

  return {
    kept,
    async local<Value>(key: string, lists: readonly string[], run: () => Promise<Value>) {
      const known = kept(key)
      if (known !== undefined) return known as Value
      const stamp = stampOf(lists)
      // A change between makes another flight: nobody joins one that may have read before it.
      const name = `${stamp}\n${key}`
      let flight = flights.get(name)
      if (flight === undefined) {
        flight = load({ key, lists, stamp }, run).finally(() => flights.delete(name))
        flights.set(name, flight)
      }
      return (await flight) as Value
    },
    moved(list) {
      move += 1
      moves.set(list, move)
    },
  }
}
