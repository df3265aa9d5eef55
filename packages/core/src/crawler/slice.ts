import type { Ctx } from '../context.ts'
import type { JobResult } from '../jobs/catalogue.ts'
import type { CrawlerServices } from '../ports/crawl-limiter.ts'
import type { CrawlPolicy } from './policy.ts'
import type { CrawlWait } from './tables.ts'

/** The crawling of one region by one job: what its lanes share. */
export interface Slice {
  readonly ctx: Ctx
  readonly crawler: CrawlerServices
  readonly region: string
  readonly policy: CrawlPolicy
  /** `performance.now()` at which nothing new is started. */
  endsAt: number
  /** What may still be taken in. */
  readonly room: { matches: number; players: number }
  readonly tally: { -readonly [Name in keyof JobResult<'crawler.crawl'>]: number }
  /** Lanes at work, which may yet find some for the others. */
  busy: number
  /** The first thing that held the slice up. */
  wait: { readonly for: CrawlWait; readonly until: Date } | null
}

/** The moment so many milliseconds from now. */
export function inFuture(slice: Slice, milliseconds: number): Date {
  return new Date(slice.ctx.clock.now().getTime() + milliseconds)
}

/** Remembers why and how long there is no point in going on; what ends first counts. */
export function holdUp(slice: Slice, reason: CrawlWait, milliseconds: number): void {
  const until = inFuture(slice, milliseconds)
  if (slice.wait === null || until < slice.wait.until) slice.wait = { for: reason, until }
}
