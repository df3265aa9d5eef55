import { AppError } from '@loadout/core'

/** The time one request has, all calls of a batch together. */
export interface Deadline {
  /** Aborted when the time is up or the caller is gone. */
  readonly signal: AbortSignal
  /** Rejects with TIMEOUT at that moment; never resolves. */
  readonly expired: Promise<never>
  /** The caller's time, not ours: the clock stands still until `work` is settled. */
  pauseFor<Value>(work: Promise<Value>): Promise<Value>
  /** The request is answered: nothing will expire any more. */
  clear(): void
}

export function startDeadline(budgetMs: number, caller: AbortSignal): Deadline {
  const controller = new AbortController()
  const { promise: expired, reject } = Promise.withResolvers<never>()
  // Nobody may be waiting: that is not an unhandled rejection.
  expired.catch(() => {})
  const end = () => {
    const error = new AppError('TIMEOUT')
    controller.abort(error)
    reject(error)
  }
  const clock = startClock(budgetMs, end)
  if (caller.aborted) end()
  else caller.addEventListener('abort', end, { once: true })
  return {
    signal: controller.signal,
    expired,
    async pauseFor(work) {
      clock.stop()
      try {
        return await Promise.race([work, expired])
      } finally {
        clock.resume()
      }
    },
    clear() {
      clock.stop()
      caller.removeEventListener('abort', end)
    },
  }
}

/** Calls back once after `budgetMs` of running. */
function startClock(budgetMs: number, callback: () => void) {
  let leftMs = budgetMs
  let startedAt = performance.now()
  let timer = setTimeout(callback, leftMs)
  return {
    stop() {
      clearTimeout(timer)
      leftMs -= performance.now() - startedAt
    },
    resume() {
      startedAt = performance.now()
      timer = setTimeout(callback, Math.max(0, leftMs))
    },
  }
}
