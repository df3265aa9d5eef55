import type { Generated } from 'kysely'

export interface CrawlerTables {
  crawl_region: CrawlRegionTable
  crawl_poll: CrawlPollTable
  crawl_player: CrawlPlayerTable
  crawl_match: CrawlMatchTable
}

/** One region of the upstream, with its switch, its circuit breaker and what its calls came to. */
interface CrawlRegionTable {
  region: string
  enabled: Generated<boolean>
  /** Last time a worker with this region in its configuration looked. */
  configured_at: Date
  /** When the first call was made. */
  begun_at: Date | null
  /** No work is started before; `waits_for` says why. */
  resume_at: Date | null
  waits_for: CrawlWait | null
  /** Failed calls in a row, while the breaker is closed. */
  failures: Generated<number>
  /** Times in a row that the breaker opened. */
  trips: Generated<number>
  /** Set: open until then, half-open after. */
  open_until: Date | null
  /** Until when a half-open region waits for its one probe. */
  probe_until: Date | null
  calls: Generated<number>
  throttled: Generated<number>
  failed_calls: Generated<number>
  /** Matches that came to each end so far. */
  matches_fetched: Generated<number>
  matches_gone: Generated<number>
  matches_failed: Generated<number>
  last_call_at: Date | null
  last_error: string | null
  last_error_at: Date | null
}

/** A queue whose recent matches are polled. */
interface CrawlPollTable {
  region: string
  queue: string
  next_poll_at: Date
  polled_at: Date | null
}

/** A player whose match list is walked. */
interface CrawlPlayerTable {
  region: string
  puuid: string
  next_walk_at: Date
  fruitless: Generated<number>
  failures: Generated<number>
}

/** A match the crawler has heard of. Every state but `pending` is final. */
interface CrawlMatchTable {
  id: string
  region: string
  state: Generated<CrawlState>
  /** Why a match is gone or failed; of a fetched one why it is not counted. */
  reason: string | null
  attempts: Generated<number>
  throttled: Generated<number>
  /** Not claimed before: the end of a back-off, or of somebody's claim. */
  available_at: Date
  claim: string | null
  found_at: Date
  done_at: Date | null
}

/** What can hold a region up: rate limits, the roll-up's backlog, too many documents in quarantine. */
export type CrawlWait = 'limits' | 'rollup' | 'quarantine'

export type CrawlState = 'pending' | 'fetched' | 'gone' | 'failed'
