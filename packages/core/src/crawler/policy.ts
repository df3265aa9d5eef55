/** How the crawler behaves. Times in milliseconds. */
export interface CrawlPolicy {
  /** How long one job crawls. */
  readonly sliceMs: number
  /** Calls at once, per job. */
  readonly lanes: number
  readonly pollEveryMs: number
  /** Between walks of a match list that brings something; doubles with each one that does not. */
  readonly walkEveryMs: number
  readonly walkAtMostEveryMs: number
  /** How long a claimed match is its claimant's: longer than slice, call and storing together. */
  readonly claimMs: number
  /** Calls for one match, the first included. */
  readonly maxAttempts: number
  /** Answers 429 that one match may get: each was waited for, so there may be more of them. */
  readonly maxThrottled: number
  readonly backoffMs: number
  readonly maxBackoffMs: number
  /** Pause after a 429 that does not say how long. */
  readonly throttledMs: number
  /** Failed calls in a row that open a region's breaker. */
  readonly breakerFailures: number
  readonly breakerMs: number
  readonly maxBreakerMs: number
  /** How long a half-open region waits for its probe. */
  readonly probeMs: number
  /** How long a fetched match is remembered besides the stored match itself. */
  readonly rememberMs: number
  /** Per region; what is found beyond is found again later. */
  readonly maxPlayers: number
  readonly maxPending: number
  /** Between two looks at how the back end is doing. */
  readonly lookEveryMs: number
  /** Stored matches not yet rolled up, above which nothing is fetched. */
  readonly maxRollupBacklog: number
  /** Share of the latest documents in quarantine above which nothing is fetched. */
  readonly maxQuarantined: number
  /** How long to leave alone a region that waits for the back end. */
  readonly backpressureMs: number
}

export const CRAWL_POLICY: CrawlPolicy = {
  sliceMs: 30_000,
  lanes: 4,
  pollEveryMs: 60_000, // the list of recent matches holds some ten minutes
  walkEveryMs: 6 * 3_600_000,
  walkAtMostEveryMs: 7 * 86_400_000,
  claimMs: 120_000,
  maxAttempts: 5,
  maxThrottled: 20,
  backoffMs: 5_000,
  maxBackoffMs: 15 * 60_000,
  throttledMs: 5_000,
  breakerFailures: 5,
  breakerMs: 10_000,
  maxBreakerMs: 10 * 60_000,
  probeMs: 60_000,
  rememberMs: 86_400_000,
  maxPlayers: 10_000,
  maxPending: 50_000,
  lookEveryMs: 1_000,
  maxRollupBacklog: 10_000,
  maxQuarantined: 0.5,
  backpressureMs: 30_000,
}
