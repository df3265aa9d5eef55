import { AppError } from '@loadout/core'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/**
 * `read` and `write` are counted apart, in procedures per second. Counters live in this process: N
 * processes allow N times as much, and no Redis can take the API down with it.
 */
export type RateClass = 'read' | 'write'

export interface RateLimits {
  /** Takes `count` procedures from the caller's second. Throws RATE_LIMITED. */
  take(rate: RateClass, caller: string, count: number): Promise<void>
}

export function createRateLimits(perSecond: Readonly<Record<RateClass, number>>): RateLimits {
  const limiters = {
    read: perSecondLimiter(perSecond.read),
    write: perSecondLimiter(perSecond.write),
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

function perSecondLimiter(points: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration: 1 })
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
