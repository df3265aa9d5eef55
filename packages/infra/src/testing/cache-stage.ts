import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type CachedRow, type ListHead, type RowKind, silentLog } from '@loadout/core'
import type { Redis } from 'ioredis'
import { createSharedCache, type SharedCacheOptions } from '../cache/create-shared-cache.ts'
import { type CacheKeys, cacheKeys } from '../cache/keys.ts'
import { type CacheWriter, createCacheWriter } from '../cache/writer.ts'
import { closeRedis, createRedis } from '../redis.ts'
import { requireTestServers } from './servers.ts'

/** Caches as several processes have them, the writer of a relay, and a look at what Redis holds. */
export interface CacheStage {
  readonly redis: Redis
  readonly keys: CacheKeys
  readonly writer: CacheWriter
  /** Another one, on the same Redis; ready to be asked. */
  open(options?: Partial<SharedCacheOptions>): Promise<ReturnType<typeof createSharedCache>>
  /** Everything is gone. */
  flush(): Promise<void>
  close(): Promise<void>
}

export async function createCacheStage(headRows?: number): Promise<CacheStage> {
  const { redisUrl: url } = requireTestServers()
  const prefix = `test-${randomUUID()}`
  const keys = cacheKeys(prefix)
  const redis = createRedis({ url, profile: 'publish', log: silentLog })
  const writer = createCacheWriter(redis, keys, headRows)
  const opened: ReturnType<typeof createSharedCache>[] = []
  await writer.confirm()
  return {
    redis,
    keys,
    writer,
    async open(options = {}) {
      const cache = createSharedCache({
        ...{ redisUrl: url, prefix, log: silentLog, localMs: 0 },
        ...(headRows === undefined ? {} : { headRows }),
        ...options,
      })
      opened.push(cache)
      await cache.ready()
      return cache
    },
    async flush() {
      const held = await redis.keys(`${prefix}:*`)
      if (held.length > 0) await redis.unlink(held)
    },
    async close() {
      for (const cache of opened) cache.close()
      closeRedis(redis)
      await once(redis, 'end').catch(() => undefined)
    },
  }
}

/** Rows that a test may change, and how often they were loaded. */
export interface TestRows {
  readonly kind: RowKind
  readonly rows: Map<number, CachedRow>
  /** The ids of each load. */
  readonly loads: (readonly number[])[]
  set(id: number, version: number, json: string | null): void
  /** Loads wait, after they have read, until the answer is called. */
  hold(): () => void
}

export function createTestRows(): TestRows {
  const rows = new Map<number, CachedRow>()
  const loads: (readonly number[])[] = []
  let held: Promise<void> = Promise.resolve()
  return {
    rows,
    loads,
    kind: {
      name: 'row',
      async load(ids) {
        loads.push(ids)
        const read = ids.flatMap((id) => rows.get(id) ?? [])
        await held
        return read
      },
    },
    set: (id, version, json) => rows.set(id, { id, version, json }),
    hold() {
      const gate = Promise.withResolvers<void>()
      held = gate.promise
      return () => {
        held = Promise.resolve()
        gate.resolve()
      }
    },
  }
}

export const placeOfTest = (time: number, id: number) =>
  String(time).padStart(16, '0') + String(id).padStart(10, '0')

/** A list of the rows of a test, the later ones first. */
export function headOfTest(
  name: string,
  rows: TestRows,
  places: readonly string[],
  load: () => Promise<void> = async () => {},
): ListHead {
  return {
    name,
    kind: rows.kind,
    async load(limit) {
      const first = [...places].sort().reverse().slice(0, limit)
      await load()
      return first
    },
  }
}
