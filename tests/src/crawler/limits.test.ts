import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { readCrawlCalls } from './env.ts'
import { type CrawlWorkers, startCrawlWorkers } from './support/crawl-workers.ts'
import type { FakeUpstream, Limits } from './support/fake-upstream.ts'
import { createMatchPool, type MatchPool } from './support/match-pool.ts'
import { type CrawlStage, createCrawlStage } from './support/stage.ts'
import { mostInAnyWindow } from './support/windows.ts'

const CALLS = readCrawlCalls(isStress() ? 10_000 : 300)
const { workers: WORKERS, kills: KILLS } = isStress()
  ? { workers: 4, kills: 3 }
  : { workers: 2, kills: 2 }

/** Small windows, so that there are many of them. The method limits bind now and then, too. */
const LIMITS: Limits = {
  application: [
    { limit: 40, periodMs: 200 },
    { limit: 300, periodMs: 2_000 },
  ],
  method: [
    { limit: 37, periodMs: 200 },
    { limit: 290, periodMs: 2_000 },
  ],
}
const SLOWEST_PER_SECOND = 25 // of 145 that the limits allow: the machine may be busy

let stage: CrawlStage
let workers: CrawlWorkers

afterEach(async () => {
  await workers.stop()
  await stage.close()
})

/** Processes on one region, which know the limits as an operator would: roughly. */
async function crawlPool(pool: MatchPool): Promise<void> {
  stage = await createCrawlStage({
    pool,
    limits: LIMITS,
    recent: reveal(pool.ids),
    env: { CRAWLER_RATE_LIMITS: '10:0.2,100:2', CRAWLER_TIMEOUT_MS: '2000' },
  })
  workers = await startCrawlWorkers({
    count: WORKERS,
    env: stage.infra.env,
    policy: { sliceMs: 5_000, pollEveryMs: 400 },
  })
}

/** As time goes on, another part of the matches is recent; at the end all of them were. */
function reveal(ids: readonly string[]): () => readonly string[] {
  let polls = 0
  return () => {
    polls += 1
    const end = Math.min(ids.length, polls * 100)
    return ids.slice(Math.max(0, end - 200), end)
  }
}

async function untilFetched(count: number, withinMs: number): Promise<void> {
  await expect
    .poll(async () => (await stage.status()).matches.fetched, { timeout: withinMs, interval: 250 })
    .toBe(count)
}

describe(`${CALLS} calls by ${WORKERS} workers`, () => {
  const withinMs = (CALLS / SLOWEST_PER_SECOND) * 1_000

  it(
    'never put more than the limit into any window, fetch every match once, and are never refused',
    async () => {
      const pool = createMatchPool({
        seed: 'limits',
        count: CALLS,
        mix: { aborted: 15, competitive: 1 },
        variety: 16,
      })
      await crawlPool(pool)
      const started = performance.now()
      await untilFetched(CALLS, withinMs)
      const seconds = (performance.now() - started) / 1_000

      const { upstream } = stage
      const fetched = upstream.arrivals.filter(({ method }) => method === 'match')
      expect(fetched).toHaveLength(CALLS)
      expect(new Set(fetched.map(({ subject }) => subject)).size).toBe(CALLS)
      expect(upstream.arrivals.filter(({ overLimit }) => overLimit)).toEqual([])
      for (const { most, limit } of fullest(upstream)) expect(most).toBeLessThanOrEqual(limit)
      // The limits are what holds it up: windows are full, and no call is wasted. A machine that
      // does other work may be what holds it up instead, so this is asked of the long run alone.
      const fill = Math.max(...fullest(upstream).map(({ most, limit }) => most / limit))
      if (isStress()) expect(fill).toBeGreaterThan(0.9)
      report(upstream, seconds)
    },
    withinMs + 20_000,
  )
})

describe('a worker that is killed', () => {
  it('leaves nothing undone, and what it had counted stays counted', {
    timeout: 60_000,
  }, async () => {
    const pool = createMatchPool({ seed: 'killed', count: 300, mix: { aborted: 1 } })
    await crawlPool(pool)
    for (let kills = 0; kills < KILLS; kills += 1) {
      await sleep(300)
      await workers.kill()
      await workers.add()
    }
    await untilFetched(300, 30_000)
    for (const { most, limit } of fullest(stage.upstream)) {
      expect(most).toBeLessThanOrEqual(limit)
    }
    // A kill costs the calls under way, four a worker at most, and those are made again.
    const asked = stage.upstream.arrivals.filter(({ method }) => method === 'match')
    expect(asked.length).toBeLessThanOrEqual(300 + KILLS * 4)
    expect(new Set(asked.map(({ subject }) => subject)).size).toBe(300)
  })
})

/** Of every limit: most calls that any of its windows ever held. */
function fullest(upstream: FakeUpstream) {
  return upstream.scopes().flatMap((name) =>
    LIMITS[name.includes('/') ? 'method' : 'application'].map(({ limit, periodMs }) => ({
      name,
      limit,
      periodMs,
      most: mostInAnyWindow(upstream.timesOf(name), periodMs),
    })),
  )
}

function report(upstream: FakeUpstream, seconds: number): void {
  const windows = fullest(upstream).map(
    ({ name, most, limit, periodMs }) => `${name} ${most}/${limit} in ${periodMs} ms`,
  )
  process.stdout.write(
    `${upstream.arrivals.length} calls in ${seconds.toFixed(1)} s; ${windows.join('; ')}\n`,
  )
}
