import { describe, it, type TestContext } from 'vitest'
import type { Ask } from './support/fake-upstream.ts'
import { type Fault, tooMany } from './support/faults.ts'
import { createMatchPool } from './support/match-pool.ts'
import { type CrawlStage, type CrawlStageOptions, createCrawlStage } from './support/stage.ts'

type Ending = Pick<TestContext, 'onTestFinished'>

/** A stage that is closed with its test: they run at the same time, since most of them wait. */
async function openStage({ onTestFinished }: Ending, options: CrawlStageOptions) {
  const stage = await createCrawlStage(options)
  onTestFinished(() => stage.close())
  return stage
}

/** A handful of matches; the fault is about the first of them. */
async function open(test: Ending, fault: Fault, times = Number.POSITIVE_INFINITY) {
  const pool = createMatchPool({ seed: 'failures', count: 4, mix: { aborted: 1 } })
  const [id = ''] = pool.ids
  const stage = await openStage(test, {
    pool,
    // Time enough on a busy machine, to read up to the limit of a body too, but for what hangs.
    ...(fault.kind !== 'hang' && { env: { CRAWLER_TIMEOUT_MS: '10000' } }),
    fault: ({ subject }, count) => (subject === id && count <= times ? fault : undefined),
  })
  return {
    id,
    ...stage,
    one: async () => (await stage.matches()).get(id),
    calls: () => callsFor(stage, id),
  }
}

function callsFor({ upstream }: CrawlStage, subject: string): number {
  return upstream.arrivals.filter((ask: Ask) => ask.subject === subject).length
}

/** Slices until a match is where it should be. */
const POLLING = { timeout: 15_000, interval: 20 } as const

const FAULTS: readonly (readonly [name: string, fault: Fault, reason: string])[] = [
  ['503', { kind: 'status', status: 503 }, 'HTTP 503'],
  ['401', { kind: 'status', status: 401 }, 'HTTP 401'],
  ['no answer in time', { kind: 'hang' }, 'TIMEOUT'],
  ['a body that breaks off', { kind: 'truncated' }, 'NETWORK'],
  ['half a document', { kind: 'half' }, 'INVALID_BODY'],
  ['another kind of content', { kind: 'html' }, 'INVALID_BODY'],
  ['a body without end', { kind: 'endless' }, 'BODY_TOO_LARGE'],
  ['a connection that is reset', { kind: 'reset' }, 'NETWORK'],
]

describe.concurrent.each(FAULTS)('%s', (_, fault, reason) => {
  it('is tried five times and no more, then failed with its reason', async (test) => {
    const { crawl, one, calls, status } = await open(test, fault)
    for (let slices = 0; slices < 6; slices += 1) await crawl({ sliceMs: 4_000 })
    await test.expect
      .poll(one, { timeout: 5_000 })
      .toMatchObject({ state: 'failed', attempts: 5, reason })
    await crawl()
    test.expect(calls()).toBe(5)
    test.expect((await status()).matches).toEqual({ pending: 0, fetched: 3, gone: 0, failed: 1 })
  })

  it('is forgotten when a later try succeeds', async (test) => {
    const { crawl, one, calls } = await open(test, fault, 1)
    await test.expect
      .poll(async () => (await crawl()) && (await one()), POLLING)
      .toMatchObject({ state: 'fetched', attempts: 2 })
    test.expect(calls()).toBe(2)
  })
})

describe.concurrent.each([404, 403, 400])('%d', (code) => {
  it('is final, with its reason, after one call', async (test) => {
    const { crawl, one, calls } = await open(test, { kind: 'status', status: code })
    await crawl()
    await crawl()
    test.expect(await one()).toMatchObject({ state: 'gone', reason: `HTTP ${code}`, attempts: 1 })
    test.expect(calls()).toBe(1)
  })
})

describe.concurrent('a document of another match', () => {
  it('is not taken for the one that was asked for', async (test) => {
    const { crawl, one } = await open(test, { kind: 'half' }, 1)
    await crawl({ backoffMs: 60_000, maxBackoffMs: 60_000 })
    test.expect(await one()).toMatchObject({ state: 'pending', reason: 'INVALID_BODY' })
  })
})

describe.concurrent('a redirect', () => {
  it('is not followed', async (test) => {
    const elsewhere = await createCrawlStage({
      pool: createMatchPool({ seed: 'elsewhere', count: 1, mix: { aborted: 1 } }),
    })
    try {
      const Location = `${elsewhere.upstream.baseUrl.replace('{region}', 'eu')}/val/match/v1/matches/x`
      const { crawl, one } = await open(test, {
        kind: 'status',
        status: 302,
        headers: { Location },
      })
      await test.expect
        .poll(async () => (await crawl()) && (await one()), POLLING)
        .toMatchObject({ state: 'failed', reason: 'HTTP 302' })
      test.expect(elsewhere.upstream.arrivals).toEqual([])
    } finally {
      await elsewhere.close()
    }
  })
})

describe.concurrent('429 without end', () => {
  it.for<[type: string | null, retryAfter: string | null]>([
    ['method', '0'],
    ['method', '0.02'],
    ['service', null],
    [null, 'soon'],
  ])('of type %s with Retry-After %s is not retried for ever', async ([type, retryAfter], test) => {
    const { crawl, one, calls } = await open(test, tooMany(type, retryAfter))
    const policy = { maxThrottled: 3, throttledMs: 20 }
    await test.expect
      .poll(async () => (await crawl(policy)) && (await one()), POLLING)
      .toMatchObject({ state: 'failed', reason: 'HTTP 429' })
    test.expect(calls()).toBe(3)
  })
})

describe.concurrent('a document that cannot be read', () => {
  it('goes into quarantine like any other, and is not fetched again', async (test) => {
    const pool = createMatchPool({ seed: 'quarantine', count: 2, mix: { aborted: 1 } })
    const [broken = ''] = pool.ids
    const document = (id: string) =>
      id === broken ? JSON.stringify({ matchInfo: { matchId: id } }) : pool.document(id)
    const stage = await openStage(test, { pool: { ...pool, document } })
    await stage.crawl()
    await stage.crawl()
    test.expect((await stage.matches()).get(broken)).toMatchObject({
      state: 'fetched',
      reason: test.expect.stringMatching(/^quarantined:/),
    })
    const rejected = await stage.infra.db
      .selectFrom('rejected_document')
      .select(['kind', 'origin'])
      .where('kind', '=', 'quarantined')
      .execute()
    test.expect(rejected).toEqual([{ kind: 'quarantined', origin: 'crawler' }])
    test.expect(callsFor(stage, broken)).toBe(1)
  })
})

describe.concurrent('the key', () => {
  it('goes to the upstream and into no log and no table', async (test) => {
    const { crawl, upstream, infra } = await open(test, { kind: 'reset' }, 2)
    await crawl()
    test.expect(new Set(upstream.arrivals.map(({ key }) => key))).toEqual(new Set(['test-key']))
    const rows = [
      await infra.db.selectFrom('crawl_region').selectAll().execute(),
      await infra.db.selectFrom('crawl_match').selectAll().execute(),
    ]
    test.expect(JSON.stringify(rows)).not.toContain('test-key')
  })
})
