import type { Upstream, UpstreamRequest } from './upstream.ts'

/** At most `limit` calls in any `periodMs` milliseconds. */
export interface RateWindow {
  readonly limit: number
  readonly periodMs: number
}

/** What is counted together: all calls of a region, or those of one method in it. */
export const LIMIT_SCOPES = ['application', 'method'] as const
export type LimitScope = (typeof LIMIT_SCOPES)[number]

/** What the headers of an answer say about a scope; null when they say nothing. */
export type LearntLimits = Readonly<Record<LimitScope, readonly RateWindow[] | null>>

type CallOf = Pick<UpstreamRequest, 'region' | 'method'>

export type Slot =
  | {
      readonly granted: true
      readonly id: string
      /** `performance.now()` after which the call must not reach the upstream any more. */
      readonly deadline: number
    }
  /** No earlier than in `waitMs` a call can be granted. */
  | { readonly granted: false; readonly waitMs: number }

/**
 * The rate limits of an upstream, shared by all workers.
 *
 * A slot is taken when a call is granted and counts until a whole period after its answer came in (after
 * its deadline, when none came). The upstream saw the call at some moment in between, so whatever the
 * network does to the order and spacing of calls, no window of the upstream ever holds more than the limit.
 */
export interface CrawlLimiter {
  /**
   * Says that no call was ever made to a region. Without it a region whose record is gone stays silent for
   * one longest window: nobody knows what the upstream still counts.
   */
  begin(region: string): Promise<void>
  /** Takes a slot in both scopes of the call, or in none. */
  acquire(call: CallOf): Promise<Slot>
  /** The answer is in, and with it what the limits are from now on. */
  release(call: CallOf, slotId: string, learnt: LearntLimits): Promise<void>
  /** Gives back a slot whose call was not made. */
  cancel(call: CallOf, slotId: string): Promise<void>
  /** Nobody calls in this scope for so long; never shortens an earlier penalty. */
  penalise(call: CallOf, scope: LimitScope, milliseconds: number): Promise<void>
}

/** What a process that crawls has; null in the others. */
export interface CrawlerServices {
  readonly upstream: Upstream
  readonly limiter: CrawlLimiter
  readonly regions: readonly string[]
  /** Queues whose recent matches are polled, and that match lists are filtered by. */
  readonly queues: readonly string[]
}
