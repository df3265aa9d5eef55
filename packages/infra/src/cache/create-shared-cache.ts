import { once } from 'node:events'
import type { Log, SharedCache } from '@loadout/core'
import type { Redis } from 'ioredis'
import { closeRedis, createRedis } from '../redis.ts'
import { connectOnce, createGuard } from './guard.ts'
import { createHeads, HEAD_ROWS } from './heads.ts'
import { cacheKeys } from './keys.ts'
import { createLocalRows } from './local-rows.ts'
import { createLocalValues } from './local-values.ts'
import { createRows } from './rows.ts'
import { createValues, VALUES } from './values.ts'
import { type ChangeMessage, readMessage } from './writer.ts'

export interface SharedCacheOptions {
  readonly redisUrl: string
  /** Of every key. */
  readonly prefix: string
  readonly log: Log
  /** How long this process keeps things to itself, milliseconds; 0: not at all. */
  readonly localMs: number
  /** Rows of a list that are kept. */
  readonly headRows?: number
  /** Values that are kept. */
  readonly values?: number
}

/** `SharedCache` on Redis, with connections of its own. `close` ends them; it may be called again. */
export function createSharedCache(options: SharedCacheOptions): {
  readonly sharedCache: SharedCache
  /** Resolves when Redis can be asked; until then the database is. */
  ready(): Promise<void>
  close(): void
} {
  const { redisUrl: url, log, localMs, headRows = HEAD_ROWS, values: maxValues = VALUES } = options
  const keys = cacheKeys(options.prefix)
  const redis = createRedis({ url, profile: 'cache', log })
  const guard = createGuard(redis, { log })
  const local = createLocalRows(localMs)
  const localValues = createLocalValues(localMs)
  const subscriber =
    localMs === 0
      ? null
      : subscribe({ url, log, channel: keys.channel }, ([row, ...lists]) => {
          local.drop(row)
          for (const list of lists) localValues.moved(list)
        })
  const rows = createRows({ guard, keys, local })
  return {
    sharedCache: {
      rows,
      ...createHeads({ guard, keys, rows, headRows }),
      local: localValues.local,
      kept: localValues.kept,
      value: createValues({ guard, keys, maxValues }),
    },
    async ready() {
      connectOnce(redis)
      if (redis.status !== 'ready') await once(redis, 'ready')
    },
    close() {
      closeRedis(redis)
      if (subscriber !== null) closeRedis(subscriber)
    },
  }
}

/** Hears of changes. Those that are missed while the connection is away are bounded by time alone. */
function subscribe(
  { url, log, channel }: { readonly url: string; readonly log: Log; readonly channel: string },
  heard: (message: ChangeMessage) => void,
): Redis {
  const redis = createRedis({ url, profile: 'patient', log })
  redis.on('message', (_channel: string, text: string) => {
    const message = readMessage(text)
    if (message === null) log.warn('a message in the channel of the cache is none of ours')
    else heard(message)
  })
  // Rejects only when the connection is closed for good; ioredis subscribes again by itself after a loss.
  redis.subscribe(channel).catch(() => undefined)
  return redis
}
