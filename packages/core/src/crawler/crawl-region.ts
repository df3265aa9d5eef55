import type { Ctx } from '../context.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { createBackpressure } from './backpressure.ts'
import { fetchMatch } from './fetch-match.ts'
import { claimPlayer, claimPoll, roomForPlayers, syncPolls } from './frontier-queries.ts'
import { claimMatch, pruneFetched, roomForMatches } from './match-queries.ts'
import { CRAWL_POLICY, type CrawlPolicy } from './policy.ts'
import { pollQueue } from './poll-queue.ts'
import { beginRegion, postponeRegion } from './region-queries.ts'
import { sleep } from './sleep.ts'
import { inFuture, type Slice } from './slice.ts'
import { walkPlayer } from './walk-player.ts'

/** How often a lane without work looks whether another one has found some, milliseconds. */
const IDLE_MS = 20

/** Matches forgotten per slice: more than one can fetch. */
const PRUNE_BATCH = 20_000

/**
 * Crawls a region for one slice of time, or until there is nothing to do. Any number of workers may crawl
 * a region at once: calls are counted in one place, and whatever is done is claimed first. Whoever is
 * killed leaves claims that end by themselves.
 */
export async function crawlRegion(
  ctx: Ctx,
  { region }: JobInput<'crawler.crawl'>,
  policy: CrawlPolicy = CRAWL_POLICY,
): Promise<JobResult<'crawler.crawl'>> {
  const slice = await openSlice(ctx, region, policy)
  if (slice === null) return emptyTally()
  const mayFetch = createBackpressure(slice)
  await runLanes(slice, () => runLane(slice, mayFetch))
  await postponeRegion(ctx.db, region, {
    resume_at: slice.wait?.until ?? null,
    waits_for: slice.wait?.for ?? null,
  })
  return slice.tally
}

/** Null when this process is not configured to crawl the region. */
async function openSlice(ctx: Ctx, region: string, policy: CrawlPolicy): Promise<Slice | null> {
  const { crawler, db, clock } = ctx
  if (crawler === null || !crawler.regions.includes(region)) return null
  await syncPolls(db, region, { queues: crawler.queues, now: clock.now() })
  await pruneFetched(db, {
    before: new Date(clock.now().getTime() - policy.rememberMs),
    limit: PRUNE_BATCH,
  })
  if (await beginRegion(db, region, clock.now())) await crawler.limiter.begin(region)
  return {
    ctx,
    crawler,
    region,
    policy,
    endsAt: performance.now() + policy.sliceMs,
    room: {
      matches: await roomForMatches(db, region, policy.maxPending),
      players: await roomForPlayers(db, region, policy.maxPlayers),
    },
    tally: emptyTally(),
    busy: 0,
    wait: null,
  }
}

/** Ends the slice when a lane fails, and throws its error when the others have ended their steps. */
async function runLanes(slice: Slice, lane: () => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled(
    Array.from({ length: slice.policy.lanes }, () =>
      lane().catch((error) => {
        slice.endsAt = Number.NEGATIVE_INFINITY
        throw error
      }),
    ),
  )
  const failed = ended.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

async function runLane(slice: Slice, mayFetch: () => Promise<boolean>): Promise<void> {
  const { signal } = slice.ctx
  while (performance.now() < slice.endsAt) {
    signal?.throwIfAborted()
    slice.busy += 1
    const step = await takeStep(slice, mayFetch).finally(() => {
      slice.busy -= 1
    })
    if (step === 'unsent') return
    if (step === 'idle') {
      if (slice.busy === 0) return
      await sleep(IDLE_MS, signal)
    }
  }
}

/**
 * The next thing to do: polls first, because what they show is soon gone; then matches; and new lists of
 * matches only when there are none left.
 */
async function takeStep(
  slice: Slice,
  mayFetch: () => Promise<boolean>,
): Promise<'done' | 'unsent' | 'idle'> {
  const { region, policy, ctx } = slice
  const { db } = ctx
  const now = ctx.clock.now()
  const queue = await claimPoll(db, region, { now, next: inFuture(slice, policy.pollEveryMs) })
  if (queue !== undefined) return did(await pollQueue(slice, queue))
  if (!(await mayFetch())) return 'idle'
  const until = inFuture(slice, policy.claimMs)
  const match = await claimMatch(db, region, { now, until })
  if (match !== undefined) return did(await fetchMatch(slice, match))
  const player = await claimPlayer(db, region, { now, until })
  if (player !== undefined) return did(await walkPlayer(slice, player))
  return 'idle'
}

function did(sent: boolean): 'done' | 'unsent' {
  return sent ? 'done' : 'unsent'
}

function emptyTally(): Slice['tally'] {
  return { calls: 0, found: 0, fetched: 0, gone: 0, failed: 0 }
}
