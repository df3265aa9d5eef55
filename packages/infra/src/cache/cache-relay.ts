import type { Services } from '@loadout/core'
import { relayChanges } from '@loadout/core/changes'
import { postChanges } from '@loadout/core/feeds'
import { type PollLoop, startPollLoop } from '../poll-loop.ts'
import { closeRedis, createRedis } from '../redis.ts'
import { cacheKeys } from './keys.ts'
import { createCacheWriter } from './writer.ts'

/** Many times in what readers trust. */
const CONFIRM_MS = 250

export interface CacheRelayOptions {
  readonly services: Pick<Services, 'db' | 'log'>
  readonly redisUrl: string
  /** Of every Redis key. */
  readonly prefix: string
  /** How long a committed change may wait when nobody pokes, milliseconds. */
  readonly pollMs?: number
  /** Changes per transaction. */
  readonly batch?: number
  /** Rows of a list that readers keep. */
  readonly headRows?: number
  /** How often readers are told that nothing is left to apply, milliseconds. */
  readonly confirmMs?: number
}

/**
 * Applies committed changes to the cache until closed. Any number may run: one at a time is at it. While
 * none is, or Redis is away, changes wait and readers go to the database.
 */
export function startCacheRelay(options: CacheRelayOptions): PollLoop {
  const { services, redisUrl: url, prefix, pollMs = 50, batch = 500 } = options
  const { confirmMs = CONFIRM_MS } = options
  const redis = createRedis({ url, profile: 'publish', log: services.log })
  const writer = createCacheWriter(redis, cacheKeys(prefix), options.headRows)
  let confirmedAt = Number.NEGATIVE_INFINITY

  async function step(): Promise<boolean> {
    const startedAt = performance.now()
    const state = await relayChanges(services.db, batch, async (changes) =>
      writer.apply('post', await postChanges(services, changes)),
    )
    if (state === 'drained' && startedAt - confirmedAt >= confirmMs) {
      await writer.confirm()
      confirmedAt = startedAt
    }
    return state === 'more'
  }

  const loop = startPollLoop({
    ...{ step, pollMs, log: services.log, failing: 'the cache is not being told of changes' },
  })
  return {
    poke: loop.poke,
    async close() {
      await loop.close()
      closeRedis(redis)
    },
  }
}
