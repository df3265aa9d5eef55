import { AppError } from '@loadout/core'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Seconds in which a caller has so many of a class. Making guests has its own: each is a row that stays. */
const WINDOW = { read: 1, write: 1, guest: 60 } as const

/**
 * What is counted apart, in procedures: reads, writes, and visitors who become guests. Counters live in this
 * process: N processes allow N times as much, and no Redis can take the API down with it.
 */
export type RateClass = keyof typeof WINDOW

export interface RateLimits {
  /** Takes `count` procedures from the caller's window. Throws RATE_LIMITED. */
  take(rate: RateClass, caller: string, count: number): Promise<void>
}

/** `points` of a class are for its window; 0: not limited. */
export function createRateLimits(points: Readonly<Record<RateClass, number>>): RateLimits {
  const limiters = {
    read: createLimiter(points.read, WINDOW.read),
    write: createLimiter(points.write, WINDOW.write),
    guest: createLimiter(points.guest, WINDOW.guest),
  }
  return {
    async take(rate, caller, count) {
      const limiter = limiters[rate]
      if (limiter !== null) await consume(limiter, caller, count)
    },
  }
}

/** Counts what went wrong, not what was asked: guessing is slowed down, use is not. */
export interface FailureLimit {
  /** Throws RATE_LIMITED once the caller has used up its failures. */
  check(caller: string): Promise<void>
  count(caller: string): Promise<void>
}

export function createFailureLimit(options: {
  readonly failures: number
  readonly seconds: number
}): FailureLimit {
  const limiter = new RateLimiterMemory({ points: options.failures, duration: options.seconds })
  return {
    async check(caller) {
      const state = await limiter.get(caller)
      if (state !== null && state.consumedPoints >= options.failures) throw rateLimited(state)
    },
    async count(caller) {
      await limiter.penalty(caller)
    },
  }
}

function createLimiter(points: number, duration: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration })
}

async function consume(limiter: RateLimiterMemory, caller: string, count: number): Promise<void> {
  try {
    await limiter.consume(caller, count)
  } catch (error) {
    throw error instanceof RateLimiterRes ? rateLimited(error) : error
  }
}

function rateLimited(state: RateLimiterRes): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1_000))
  return new AppError('RATE_LIMITED', { retryAfterSeconds })
}
