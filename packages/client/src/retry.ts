import type { Outcome } from './call.ts'
import type { LoadoutError } from './errors.ts'

export interface RetryPolicy {
  /** Attempts after the first; 2. */
  readonly max: number
  /** Ceiling of the first pause, doubled with every attempt; 200. */
  readonly baseDelayMs: number
  /** Longest pause. A server that asks for more (Retry-After) is not tried again; 10,000. */
  readonly maxDelayMs: number
}

export interface RetryBudget {
  /** Whether one more retry may be spent. */
  spend(): boolean
  earn(): void
}

/**
 * Retries of the whole client: at most 10 saved up, a tenth earned by every success. When a server is
 * down, retries then add a tenth to its load instead of tripling it.
 */
export function createRetryBudget(capacity = 10, earned = 0.1): RetryBudget {
  let tokens = capacity
  return {
    spend() {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    earn() {
      tokens = Math.min(capacity, tokens + earned)
    },
  }
}

/** Tries again while the error says that this can help and policy, budget and `signal` allow it. */
export async function withRetries<Data>(
  attempt: () => Promise<Outcome<Data>>,
  { policy, budget, signal }: RetryContext,
): Promise<Outcome<Data>> {
  for (let retries = 0; ; retries += 1) {
    const outcome = await attempt()
    if (outcome.ok) {
      budget.earn()
      return outcome
    }
    const delayMs = retryDelayMs(outcome.error, retries, policy)
    if (delayMs === undefined || signal.aborted || !budget.spend()) return outcome
    await pause(delayMs, signal)
    if (signal.aborted) return outcome
  }
}

export interface RetryContext {
  readonly policy: RetryPolicy
  readonly budget: RetryBudget
  readonly signal: AbortSignal
}

/**
 * Milliseconds before retry number `retries` (from 0), or undefined for no retry. Full jitter, the
 * pause that spreads the callers of a recovering server best, on top of the server's Retry-After.
 */
export function retryDelayMs(
  error: LoadoutError,
  retries: number,
  policy: RetryPolicy,
): number | undefined {
  if (!error.retryable || retries >= policy.max) return undefined
  const asked = (error.retryAfterSeconds ?? 0) * 1000
  if (asked > policy.maxDelayMs) return undefined
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** retries)
  return asked + jitter(ceiling)
}

/** Anything up to `ceilingMs`: those who failed together do not come back together. */
export function jitter(ceilingMs: number): number {
  return Math.random() * ceilingMs
}

/** Ends early when `signal` is aborted, which it must not be yet. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
