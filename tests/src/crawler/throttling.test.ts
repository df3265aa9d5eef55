import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it, type TestContext } from 'vitest'
import type { Ask } from './support/fake-upstream.ts'
import { tooMany } from './support/faults.ts'
import { createMatchPool } from './support/match-pool.ts'
import { type CrawlStage, type CrawlStageOptions, createCrawlStage } from './support/stage.ts'

type Ending = Pick<TestContext, 'onTestFinished'>

/** A stage that is closed with its test: they run at the same time, since all of them wait. */
async function openStage({ onTestFinished }: Ending, options: CrawlStageOptions) {
  const stage = await createCrawlStage(options)
  onTestFinished(() => stage.close())
  return stage
}

const pool = createMatchPool({ seed: 'throttling', count: 30, mix: { aborted: 1 } })

/** The third call for a match is answered 429, once. */
function open(test: Ending, type: string | null, retryAfter: string | null): Promise<CrawlStage> {
  let matches = 0
  const isThird = ({ method }: Ask) => {
    if (method === 'match') matches += 1
    return method === 'match' && matches === 3
  }
  return openStage(test, {
    pool,
    fault: (ask) => (isThird(ask) ? tooMany(type, retryAfter) : undefined),
  })
}

/** Longest time without a call, milliseconds, by method of the calls looked at. */
function longestPause({ upstream }: CrawlStage, methods: readonly Ask['method'][]): number {
  const times = upstream.arrivals
    .filter(({ method }) => methods.includes(method))
    .map(({ at }) => at)
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)))
}

const WIDE = [{ limit: 1_000, periodMs: 1_000 }]

/** One lane, so that no other call is under way when the 429 comes. */
const ONE_LANE = { lanes: 1, sliceMs: 15_000 } as const

describe.concurrent('429', () => {
  it.for<[type: string | null, retryAfter: string | null, ms: number]>([
    ['application', '1', 1_000],
    ['method', '1', 1_000],
    ['service', '1', 1_000],
    ['service', null, 300],
    ['application', 'tomorrow', 300],
    [null, '-5', 300],
  ])(
    'of type %s with Retry-After %s: silence for %d ms, then on',
    async ([type, after, ms], test) => {
      const stage = await open(test, type, after)
      const { crawl, matches } = stage
      await crawl(ONE_LANE)
      test.expect(longestPause(stage, ['match'])).toBeGreaterThanOrEqual(ms)
      test
        .expect([...(await matches()).values()].every(({ state }) => state === 'fetched'))
        .toBe(true)
      test.expect(await stage.status()).toMatchObject({ calls: { throttled: 1, failed: 0 } })
    },
  )

  it('of the application silences every method, in every process', async (test) => {
    const stage = await open(test, 'application', '1')
    const { crawl } = stage
    await Promise.all([crawl(ONE_LANE), crawl({ ...ONE_LANE, pollEveryMs: 50 })])
    test.expect(longestPause(stage, ['match', 'recent-matches'])).toBeGreaterThan(900)
  })

  it('of a method leaves the other methods alone', async (test) => {
    const { crawl, upstream } = await open(test, 'method', '60')
    const polling = { lanes: 1, sliceMs: 300, pollEveryMs: 100 }
    const count = (wanted: Ask['method']) =>
      upstream.arrivals.filter(({ method }) => method === wanted).length
    for (let slices = 0; slices < 5 || count('recent-matches') < 5; slices += 1) {
      await crawl(polling)
      await sleep(100)
    }
    test.expect(count('match')).toBe(3)
    test.expect(count('recent-matches')).toBeGreaterThanOrEqual(5)
  })

  it('that outlasts the slice ends it, and says so', async (test) => {
    const { crawl, status, infra } = await open(test, 'application', '60')
    await crawl({ lanes: 1, sliceMs: 1_000 })
    const { waitsFor, resumeAt } = await status()
    test.expect(waitsFor).toBe('limits')
    const seconds = (Date.parse(resumeAt ?? '') - infra.clock.now().getTime()) / 1_000
    test.expect(seconds).toBeGreaterThan(50)
    test.expect(seconds).toBeLessThanOrEqual(60)
  })
})

describe.concurrent('limits', () => {
  it('are those that the upstream says, from its first answer on', async (test) => {
    const stage = await openStage(test, {
      pool,
      limits: {
        application: [{ limit: 1_000, periodMs: 1_000 }],
        method: [{ limit: 10, periodMs: 300 }],
      },
    })
    await stage.crawl({ sliceMs: 4_000 })
    const { arrivals } = stage.upstream
    test.expect((await stage.status()).matches.fetched).toBe(30)
    // The first calls of a method are made before anything is known of it.
    test.expect(arrivals.filter(({ overLimit }) => overLimit).length).toBeLessThanOrEqual(4)
  })

  it('may change while crawling', async (test) => {
    const stage = await openStage(test, {
      pool,
      limits: { application: [{ limit: 3, periodMs: 1_000 }], method: WIDE },
      env: { CRAWLER_RATE_LIMITS: '3:1' },
    })
    await stage.crawl({ sliceMs: 1_500 })
    const before = stage.upstream.arrivals.length
    test.expect(before).toBeLessThanOrEqual(6)
    stage.upstream.setLimits({ application: [{ limit: 100, periodMs: 1_000 }], method: WIDE })
    await stage.crawl({ sliceMs: 4_000 })
    test.expect((await stage.status()).matches.fetched).toBe(30)
    test.expect(stage.upstream.arrivals.every(({ overLimit }) => !overLimit)).toBe(true)
  })
})
