import type { Infra } from '@loadout/infra'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** After Redis has failed nobody asks it for so long, milliseconds; then one caller at a time tries again. */
const PAUSE_MS = 1_000

/** Where processes count together. */
export interface SharedCounters {
  readonly redis: Infra['redis']
  readonly prefix: string
}

/** Both reject with a RateLimiterRes when there is no more to have. */
export interface Limiter {
  consume(key: string, points: number): Promise<unknown>
  /** Gives one back. */
  reward(key: string): Promise<unknown>
}

export interface Window {
  readonly points: number
  /** Seconds. */
  readonly duration: number
  /** Who has had so many is refused without asking Redis. */
  readonly inMemoryBlockOnConsumed?: number
}

/**
 * Counts in Redis; while it is away, each process counts on its own. Who signs in waits for one of its time-outs at
 * most, and few do: a call has several counters to ask.
 */
export function createSharedLimiter(
  { redis, prefix }: SharedCounters,
  name: string,
  { now = () => performance.now(), ...window }: Window & { readonly now?: () => number },
): Limiter {
  const local = new RateLimiterMemory(window)
  const remote = new RateLimiterRedis({
    ...window,
    storeClient: redis,
    keyPrefix: `${prefix}:rate:${name}`,
    rejectIfRedisNotReady: true,
  })
  let isAway = false
  let pausedUntil = Number.NEGATIVE_INFINITY
  const pause = () => {
    pausedUntil = now() + PAUSE_MS
  }

  async function count(run: (limiter: Limiter) => Promise<unknown>): Promise<unknown> {
    if (now() < pausedUntil) return await run(local)
    // The others wait for what this one finds.
    if (isAway) pause()
    try {
      const counted = await run(remote)
      isAway = false
      pausedUntil = Number.NEGATIVE_INFINITY
      return counted
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error
      isAway = true
      pause()
      return await run(local)
    }
  }

  return {
    consume: (key, points) => count((limiter) => limiter.consume(key, points)),
    reward: (key) => count((limiter) => limiter.reward(key)),
  }
}
