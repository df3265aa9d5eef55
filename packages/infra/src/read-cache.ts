import { type Log, type ReadCache, silentLog, type Tagged } from '@loadout/core'
import { LRUCache } from 'lru-cache'
import { createLatest } from './latest.ts'
import { createRecent, type Entry } from './recent.ts'

export interface ReadCacheOptions {
  /** What `recent` may be behind, milliseconds; 0, the default, is exact. */
  readonly maxStaleMs?: number
  /** Told about loads in the background that failed. */
  readonly log?: Log
  /** Milliseconds, never going back; replaceable for tests. */
  readonly now?: () => number
}

/**
 * Results per process, least recently used out first. A key holds one revision at a time, so a result
 * whose data has moved on is replaced rather than kept beside the new one.
 */
export function createReadCache(maxBytes: number, options: ReadCacheOptions = {}): ReadCache {
  const { maxStaleMs = 0, log = silentLog, now = () => performance.now() } = options
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: (entry, key) => estimateBytes(entry.value) + 2 * key.length + 64,
  })
  const loading = new Map<string, Promise<unknown>>()

  async function load(key: string, revision: string, run: () => Promise<unknown>) {
    const value = await run()
    entries.set(key, { revision, value })
    return value
  }

  async function read<Value>(key: string, revision: string, run: () => Promise<Value>) {
    const entry = entries.get(key)
    if (entry?.revision === revision) return entry.value as Value
    const flight = `${revision}\n${key}`
    let pending = loading.get(flight)
    if (pending === undefined) {
      pending = load(key, revision, run).finally(() => loading.delete(flight))
      loading.set(flight, pending)
    }
    return (await pending) as Value
  }

  const latest = createLatest()

  async function tagged<Value>(
    key: string,
    present: () => Promise<string | null>,
    run: () => Promise<Tagged<Value>>,
  ): Promise<Tagged<Value>> {
    const kept = entries.get(key)
    if (kept !== undefined && kept.revision === (await latest(`revision\n${key}`, present))) {
      return kept as Tagged<Value>
    }
    const fresh = await latest(`value\n${key}`, run)
    entries.set(key, fresh)
    return fresh
  }

  const entry = (key: string) => entries.get(key)
  const recent = createRecent({ maxStaleMs, log, now, read, entry })
  return { latest, read, recent, tagged }
}

/** Rough heap size of a plain value in bytes: right enough to bound a cache, and cheap. */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength
  let bytes = 32
  for (const part of Object.values(value)) bytes += 8 + estimateBytes(part)
  return bytes
}
