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

/** Callers that are remembered for when Redis is back; beyond it all are forgotten. */
const MAX_REMEMBERED = 10_000

/**
 * Counts in Redis; while it is away, each process counts on its own. Who signs in waits for one of its time-outs at
 * most, and few do: a call has several counters to ask. What is given back goes to where it was taken from, or who
 * has the right password would have fewer tries with every loss of Redis.
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
  const breaker = createBreaker(now)
  /** Taken from this process's own count. */
  const here = createTally()
  /** To be given back to Redis when it answers. */
  const owed = createTally()

  function settle(): void {
    here.clear()
    for (const key of owed.takeAll()) remote.reward(key).catch(() => undefined)
  }

  /** `late`: it did not answer in time, and will do it all the same. */
  async function ask(run: () => Promise<unknown>): Promise<'done' | 'late' | 'away'> {
    if (!breaker.mayAsk()) return 'away'
    try {
      await run()
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error
      breaker.failed()
      return redis.status === 'ready' ? 'late' : 'away'
    }
    if (breaker.answered()) settle()
    return 'done'
  }

  return {
    async consume(key, points) {
      const outcome = await ask(() => remote.consume(key, points))
      if (outcome === 'done') return
      if (outcome === 'late') owed.add(key)
      here.add(key)
      await local.consume(key, points)
    },
    async reward(key) {
      if (here.take(key)) await local.reward(key)
      else if ((await ask(() => remote.reward(key))) === 'away') owed.add(key)
    },
  }
}

/** Whether Redis is to be asked. */
function createBreaker(now: () => number) {
  let isAway = false
  let pausedUntil = Number.NEGATIVE_INFINITY
  const pause = () => {
    pausedUntil = now() + PAUSE_MS
  }
  return {
    mayAsk() {
      if (now() < pausedUntil) return false
      // The others wait for what this one finds.
      if (isAway) pause()
      return true
    },
    /** Whether it was away until now. */
    answered() {
      const wasAway = isAway
      isAway = false
      pausedUntil = Number.NEGATIVE_INFINITY
      return wasAway
    },
    failed() {
      isAway = true
      pause()
    },
  }
}

/** How often of each. */
function createTally() {
  const counts = new Map<string, number>()
  return {
    add(key: string): void {
      if (counts.size >= MAX_REMEMBERED) counts.clear()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    /** Whether there was one. */
    take(key: string): boolean {
      const count = counts.get(key) ?? 0
      if (count > 1) counts.set(key, count - 1)
      else counts.delete(key)
      return count > 0
    },
    clear: () => counts.clear(),
    takeAll(): readonly string[] {
      const all = [...counts].flatMap(([key, count]) => Array<string>(count).fill(key))
      counts.clear()
      return all
    },
  }
}
