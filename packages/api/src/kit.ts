import type { Attempts } from '@loadout/core'
import type { ApiDeps } from './api-deps.ts'
import { type Authenticate, createAuthenticate } from './auth/authenticate.ts'
import { createGuestSessions, type GuestSessions } from './auth/guest.ts'
import {
  createAttempts,
  createFailureLimit,
  createRateLimits,
  type RateLimits,
} from './http/rate-limits.ts'
import { createTurns, type Turns } from './http/turns.ts'
import { createStreams, type Streams } from './live/streams.ts'
import { createMetrics, type Metrics } from './ops/metrics.ts'

/** Wrong API keys per address: beyond it the database is not even asked. */
const KEY_FAILURES = { failures: 20, seconds: 60 }

/** Of one account or key, in this process: some of the connections that those who write may hold. */
const WRITES_AT_ONCE = 4

/** What the routes of one app share, besides its dependencies. */
export interface Kit {
  readonly deps: ApiDeps
  readonly authenticate: Authenticate
  readonly guests: GuestSessions
  /** Guesses at passwords and codes. */
  readonly attempts: Attempts
  readonly limits: RateLimits
  /** Writes. */
  readonly turns: Turns
  readonly metrics: Metrics
  readonly streams: Streams
}

export function createKit(deps: ApiDeps): Kit {
  const limits = createRateLimits(deps.settings.rateLimits, deps.counters)
  const metrics = createMetrics()
  return {
    deps,
    authenticate: createAuthenticate(deps.services, createFailureLimit(KEY_FAILURES)),
    guests: createGuestSessions(deps.services, { limits }),
    attempts: createAttempts(deps.services.secret, deps.counters),
    limits,
    turns: createTurns(WRITES_AT_ONCE),
    metrics,
    streams: createStreams(deps.services, { feed: deps.events, metrics }),
  }
}
