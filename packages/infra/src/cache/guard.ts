import type { Log } from '@loadout/core'
import type { Redis } from 'ioredis'

/** Failures in a row after which nobody asks any more. */
const FAILURES = 3
/** For so long; then it is asked whether it is back, for which nobody waits. Milliseconds. */
const PAUSE_MS = 1_000

/** A Redis that may fail: whoever asks is answered, or told at once that there is no answer. */
export interface Guard {
  /** The answer, or undefined. Never rejects. */
  attempt<Value>(work: (redis: Redis) => Promise<Value>): Promise<Value | undefined>
}

/** A circuit breaker. What is known to be away is not asked, so that its time-outs are paid by few. */
export function createGuard(
  redis: Redis,
  { log, now = () => performance.now() }: { readonly log: Log; readonly now?: () => number },
): Guard {
  let failures = 0
  let pausedUntil = 0
  const pause = () => {
    pausedUntil = now() + PAUSE_MS
  }

  function fail(error: unknown): void {
    failures += 1
    if (failures >= FAILURES) pause()
    if (failures === FAILURES) log.warn('the cache does not answer', { error })
  }

  function succeed(): void {
    failures = 0
    pausedUntil = 0
  }

  /** Its time-out is nobody's. */
  function probe(): void {
    pause()
    redis.ping().then(succeed, fail)
  }

  return {
    async attempt(work) {
      connectOnce(redis)
      if (redis.status !== 'ready' || now() < pausedUntil) return undefined
      if (failures >= FAILURES) {
        probe()
        return undefined
      }
      try {
        const value = await work(redis)
        succeed()
        return value
      } catch (error) {
        fail(error)
        return undefined
      }
    },
  }
}

/** The first who asks has a connection made, for those who come later. */
export function connectOnce(redis: Redis): void {
  // What fails is tried again by ioredis, which says so by an event.
  if (redis.status === 'wait') redis.connect().catch(() => undefined)
}
