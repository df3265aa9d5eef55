import type { Log } from '@loadout/core'
import { Redis, type RedisOptions } from 'ioredis'

/**
 * `failFast`: somebody waits for the answer. `publish`: a transaction is open meanwhile, so it may take
 * seconds but must end. `cache`: there is another way to the answer. `patient`: a worker that has nothing better to do than to wait for Redis.
 * `blocking`: reads that wait for something to happen.
 */
export type RedisProfile = 'failFast' | 'cache' | 'publish' | 'patient' | 'blocking'

const OPTIONS = {
  failFast: { commandTimeout: 250, maxRetriesPerRequest: 1, enableOfflineQueue: false },
  cache: {
    commandTimeout: 150,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    // Most processes but the API never ask it.
    lazyConnect: true,
  },
  // Shorter than idle_in_transaction_session_timeout: the claim is rolled back, not cut off.
  publish: { commandTimeout: 4_000, maxRetriesPerRequest: 1, enableOfflineQueue: true },
  patient: { maxRetriesPerRequest: null },
  // A server that says nothing for longer than a read may wait is gone, whatever the socket says of it.
  blocking: { maxRetriesPerRequest: null, socketTimeout: 5_000 },
} satisfies Record<RedisProfile, RedisOptions>

export interface RedisConnectionOptions {
  readonly url: string
  readonly profile: RedisProfile
  readonly log: Log
}

/** A connection that reconnects for ever, at most 2 s apart, and never throws from an event. */
export function createRedis({ url, profile, log }: RedisConnectionOptions): Redis {
  const redis = new Redis(url, {
    ...OPTIONS[profile],
    connectTimeout: 2_000,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, 2_000),
  })
  let lost = false
  redis.on('error', (error: Error) => {
    if (!lost) log.warn('redis connection lost', { profile, error })
    lost = true
  })
  redis.on('ready', () => {
    if (lost) log.info('redis connection restored', { profile })
    lost = false
  })
  return redis
}

/** Ends a connection whatever its state; commands in flight fail. May be called again. */
export function closeRedis(redis: Redis): void {
  redis.disconnect()
}

/**
 * Refuses a Redis that may lose jobs: without `appendonly yes` a crash forgets them, and every eviction
 * policy but `noeviction` drops them when memory is short. With `warn` it only logs, for servers whose
 * operator vouches for them.
 */
export async function assertQueueRedis(
  redis: Redis,
  options: { readonly onWeak: 'require' | 'warn'; readonly log: Log },
): Promise<void> {
  // INFO, because hosted servers refuse CONFIG.
  const info = `${await redis.info('persistence')}${await redis.info('memory')}`
  const weak = [
    ...wrong(info, { field: 'aof_enabled', want: '1', setting: 'appendonly yes' }),
    ...wrong(info, {
      field: 'maxmemory_policy',
      want: 'noeviction',
      setting: 'maxmemory-policy noeviction',
    }),
  ]
  if (weak.length === 0) return
  const message = `Redis may lose jobs. Set: ${weak.join(', ')}`
  if (options.onWeak === 'require') throw new Error(`${message} (or REDIS_DURABILITY=warn)`)
  options.log.warn(message)
}

function wrong(info: string, rule: { field: string; want: string; setting: string }): string[] {
  const value = new RegExp(`^${rule.field}:(\\S+)`, 'm').exec(info)?.[1]
  return value === rule.want ? [] : [rule.setting]
}
