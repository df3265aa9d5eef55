import { AppError, type AttemptKeys, type Attempts, type ServerSecret } from '@loadout/core'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import {
  createSharedLimiter,
  type Limiter,
  type SharedCounters,
  type Window,
} from './shared-limiter.ts'

/** Seconds in which a caller has so many of a class. Guests and sign-ins have their own: each costs more than others. */
const WINDOW = { read: 1, write: 1, guest: 60, signIn: 60 } as const

/**
 * What is counted apart, in procedures: reads, writes, visitors who become guests, and what takes a password.
 * Sign-ins are counted in Redis for all processes together, and by each on its own while Redis is away; the
 * others live in this process: N processes allow N times as much, and no Redis can take the API down with it.
 */
export type RateClass = keyof typeof WINDOW

export interface RateLimits {
  /** Takes `count` procedures from the caller's window. Throws RATE_LIMITED. */
  take(rate: RateClass, caller: string, count: number): Promise<void>
}

/** `points` of a class are for its window; 0: not limited. Without shared counters all are this process's. */
export function createRateLimits(
  points: Readonly<Record<RateClass, number>>,
  shared: SharedCounters | null = null,
): RateLimits {
  const local = (rate: RateClass) =>
    points[rate] === 0
      ? null
      : new RateLimiterMemory({ points: points[rate], duration: WINDOW[rate] })
  const limiters: Record<RateClass, Limiter | null> = {
    read: local('read'),
    write: local('write'),
    guest: local('guest'),
    signIn:
      points.signIn === 0
        ? null
        : limiterOf(shared, 'sign-in', {
            ...{ points: points.signIn, duration: WINDOW.signIn },
            // Nothing is given back: who has had their share is refused here, and a flood does not reach Redis.
            inMemoryBlockOnConsumed: points.signIn,
          }),
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
  const { failures, seconds } = options
  const limiter = new RateLimiterMemory({ points: failures, duration: seconds })
  return {
    async check(caller) {
      const state = await limiter.get(caller)
      if (state !== null && state.consumedPoints >= failures) throw rateLimited(state)
    },
    async count(caller) {
      await limiter.penalty(caller)
    },
  }
}

/** Wrong passwords and codes for one account, from one network and from all. */
const GUESSES = { seconds: 15 * 60, perNetwork: 10, perAccount: 100 }

/**
 * What one network has guessed wrong at an account keeps that network away; only many of them keep everybody
 * away, so that nobody locks an account's owner out with ten tries. `secret`: Redis holds no address of anybody,
 * known here or not, and nothing one could be found by.
 */
export function createAttempts(
  secret: ServerSecret,
  shared: SharedCounters | null = null,
): Attempts {
  const { seconds: duration, perNetwork, perAccount } = GUESSES
  const byNetwork = limiterOf(shared, 'guess-network', { points: perNetwork, duration })
  const byAccount = limiterOf(shared, 'guess-account', { points: perAccount, duration })
  const nameOf = (text: string) =>
    Buffer.from(secret.mac('attempts', Buffer.from(text))).toString('base64url')
  const namesOf = ({ account, network }: AttemptKeys) => ({
    pair: nameOf(`${account}|${network ?? ''}`),
    account: nameOf(account),
  })
  return {
    async take(keys) {
      const names = namesOf(keys)
      await consume(byNetwork, names.pair, 1)
      try {
        await consume(byAccount, names.account, 1)
      } catch (error) {
        await byNetwork.reward(names.pair)
        throw error
      }
    },
    async giveBack(keys) {
      const names = namesOf(keys)
      await byNetwork.reward(names.pair)
      await byAccount.reward(names.account)
    },
  }
}

function limiterOf(shared: SharedCounters | null, name: string, window: Window): Limiter {
  return shared === null ? new RateLimiterMemory(window) : createSharedLimiter(shared, name, window)
}

async function consume(limiter: Limiter, caller: string, count: number): Promise<void> {
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
