import { crawlerTick, crawlRegion, stopCrawler, unfollowPlayer } from '@loadout/core/crawler'
import { ingestMatch } from '@loadout/core/matches'
import { afterEach, describe, expect, it } from 'vitest'
import type { Ask } from './support/fake-upstream.ts'
import { createMatchPool } from './support/match-pool.ts'
import {
  type CrawlStage,
  type CrawlStageOptions,
  createCrawlStage,
  FAST_POLICY,
} from './support/stage.ts'

let stage: CrawlStage

afterEach(() => stage.close())

async function open(options: CrawlStageOptions): Promise<CrawlStage> {
  stage = await createCrawlStage(options)
  return stage
}

const pool = createMatchPool({ seed: 'fetching', count: 20 })
const small = createMatchPool({ seed: 'small', count: 20, mix: { aborted: 1 } })

function subjects({ upstream }: CrawlStage, method: Ask['method']): readonly string[] {
  return upstream.arrivals.filter((ask) => ask.method === method).map(({ subject }) => subject)
}

describe('crawling a region', () => {
  it('fetches every recent match once and stores it', async () => {
    const { crawl, infra } = await open({ pool })
    const tally = await crawl({ sliceMs: 15_000 })
    expect(tally).toMatchObject({ found: 20, fetched: 20, gone: 0, failed: 0 })
    await crawl()
    expect([...subjects(stage, 'match')].sort()).toEqual([...pool.ids].sort())
    const stored = await infra.db.selectFrom('match').select('id').execute()
    expect(stored.map(({ id }) => id).sort()).toEqual([...pool.ids].sort())
  })

  it('does not fetch what somebody else has brought in, before it was found or after', async () => {
    const { crawl, ctx, infra, matches } = await open({ pool, recent: () => pool.ids.slice(0, 2) })
    const bring = (id = '') =>
      ingestMatch(ctx, { source: 'riot', document: JSON.parse(pool.document(id) ?? '') })
    await bring(pool.ids[0])
    await infra.db
      .insertInto('crawl_match')
      .values({
        id: pool.ids[2] ?? '',
        region: 'eu',
        available_at: new Date(0),
        found_at: new Date(0),
      })
      .execute()
    await bring(pool.ids[2])
    await crawl({ walkEveryMs: 1, maxPlayers: 0 })
    expect(subjects(stage, 'match')).toEqual([pool.ids[1]])
    expect((await matches()).get(pool.ids[2] ?? '')).toMatchObject({
      state: 'fetched',
      reason: 'stored',
    })
    expect((await matches()).has(pool.ids[0] ?? '')).toBe(false)
  })

  it('forgets what is stored after a while, but not what is not counted', async () => {
    const mixed = createMatchPool({
      seed: 'forget',
      count: 8,
      mix: { aborted: 1, competitive: 1 },
      variety: 8,
    })
    const { crawl, matches, infra, status } = await open({ pool: mixed })
    await crawl()
    const stored = await infra.db.selectFrom('match').select('id').execute()
    await crawl({ rememberMs: 0, pollEveryMs: 1 })
    await crawl({ rememberMs: 0, pollEveryMs: 1 })
    const remembered = [...(await matches()).keys()]
    expect(stored.length).toBeGreaterThan(0)
    expect(remembered.sort()).toEqual(
      mixed.ids.filter((id) => !stored.some((match) => match.id === id)).sort(),
    )
    expect(subjects(stage, 'match')).toHaveLength(8)
    expect((await status()).matches).toEqual({ pending: 0, fetched: 8, gone: 0, failed: 0 })
  })

  it('follows the players it meets to matches that are not recent', async () => {
    const { crawl } = await open({ pool, recent: () => pool.ids.slice(0, 1) })
    await crawl({ sliceMs: 5_000 })
    expect((await stage.status()).matches.fetched).toBe(20)
    const walked = subjects(stage, 'match-list')
    expect(new Set(walked).size).toBe(walked.length)
  })

  it('follows no more players than it may', async () => {
    const { crawl } = await open({ pool, recent: () => pool.ids.slice(0, 4) })
    await crawl({ maxPlayers: 1, lanes: 1 })
    expect((await stage.status()).players).toBe(10)
  })

  it('keeps no more pending matches than it may', async () => {
    const { crawl } = await open({ pool: small })
    await crawl({ maxPending: 5, lanes: 1 })
    expect((await stage.status()).matches).toMatchObject({ fetched: 5, pending: 0 })
  })

  it('stops following a player who is not there', async () => {
    const { crawl } = await open({
      pool,
      recent: () => pool.ids.slice(0, 1),
      fault: ({ method }) =>
        method === 'match-list' ? { kind: 'status', status: 404 } : undefined,
    })
    await crawl()
    expect((await stage.status()).players).toBe(0)
  })

  it('gives up a player whose list fails again and again', async () => {
    const { crawl } = await open({
      pool,
      recent: () => pool.ids.slice(0, 1),
      fault: ({ method }) => (method === 'match-list' ? { kind: 'html' } : undefined),
    })
    await expect
      .poll(async () => (await crawl()) && (await stage.status()).players, { timeout: 10_000 })
      .toBe(0)
    expect(subjects(stage, 'match-list')).toHaveLength(10 * FAST_POLICY.maxAttempts)
  })

  it('stops following a player who is to be forgotten', async () => {
    const { crawl, ctx, infra } = await open({ pool, recent: () => pool.ids.slice(0, 1) })
    await crawl()
    const followed = () => infra.db.selectFrom('crawl_player').select('puuid').execute()
    const [first, ...others] = await followed()
    await unfollowPlayer(ctx.db, first?.puuid.toUpperCase() ?? '')
    expect(await followed()).toEqual(others)
  })

  it('ignores ids that are none', async () => {
    const { crawl } = await open({ pool: small, recent: () => ['', '../x', 'A'.repeat(5_000)] })
    expect(await crawl()).toMatchObject({ calls: 1, found: 0 })
  })

  it('waits until the roll-up has caught up', async () => {
    const { crawl, status } = await open({ pool })
    await crawl({ maxRollupBacklog: 5, lookEveryMs: 0, lanes: 1 })
    expect(await status()).toMatchObject({
      waitsFor: 'rollup',
      matches: { fetched: 6, pending: 14 },
    })
  })

  it('waits when most of the documents go into quarantine', async () => {
    const broken = createMatchPool({ seed: 'broken', count: 60, mix: { aborted: 1 } })
    const document = (id: string) => JSON.stringify({ matchInfo: { matchId: id } })
    const { crawl, status } = await open({ pool: { ...broken, document } })
    await crawl({ lookEveryMs: 0, lanes: 1 })
    expect(await status()).toMatchObject({
      waitsFor: 'quarantine',
      matches: { fetched: 20, pending: 40 },
    })
  })

  it('makes no call after it was stopped, and goes on where it was', async () => {
    let calls = 0
    const { crawl, ctx, upstream } = await open({
      pool: small,
      fault: () => {
        calls += 1
        if (calls === 5) void stopCrawler(ctx, {})
        return undefined
      },
    })
    await crawl({ lanes: 1 })
    const before = upstream.arrivals.length
    expect(before).toBeLessThan(20)
    await crawl()
    expect(upstream.arrivals).toHaveLength(before)
    expect((await stage.status()).matches.pending).toBe(20 - (before - 1))
  })

  it('does nothing in a region that this process is not configured for', async () => {
    const { ctx, upstream } = await open({ pool: small })
    const tally = await crawlRegion(ctx, { region: 'kr' }, FAST_POLICY)
    expect(tally).toEqual({ calls: 0, found: 0, fetched: 0, gone: 0, failed: 0 })
    expect(upstream.arrivals).toEqual([])
  })

  it('ends when its job is cancelled', async () => {
    const { ctx } = await open({ pool: small, fault: () => ({ kind: 'hang' }) })
    const signal = AbortSignal.timeout(100)
    await expect(crawlRegion({ ...ctx, signal }, { region: 'eu' }, FAST_POLICY)).rejects.toThrow()
  })

  it('is silent for a whole window when the record of its calls is lost', async () => {
    const { crawl, infra, upstream, status } = await open({
      pool: small,
      env: { CRAWLER_RATE_LIMITS: '1000:1.5' },
    })
    await crawl({ pollEveryMs: 1 })
    const before = upstream.arrivals.length
    expect(before).toBeGreaterThan(0)
    await infra.redis.del(await infra.redis.keys(`${infra.config.QUEUE_PREFIX}:*`))
    await crawl({ sliceMs: 600 })
    expect(upstream.arrivals).toHaveLength(before)
    expect(await status()).toMatchObject({ waitsFor: 'limits' })
    await crawl({ sliceMs: 5_000 })
    expect(upstream.arrivals.length).toBeGreaterThan(before)
  })
})

describe('the tick', () => {
  it('starts a job only where there is something to do', async () => {
    const { ctx, crawl } = await open({ pool: small })
    expect(await crawlerTick(ctx, {})).toEqual({ regions: 1 })
    await crawl()
    expect(await crawlerTick(ctx, {})).toEqual({ regions: 0 })
    const jobs = await ctx.db.selectFrom('outbox').select(['job', 'payload']).execute()
    expect(jobs).toContainEqual({ job: 'crawler.crawl', payload: { region: 'eu' } })
  })

  it('does nothing where no crawler is configured', async () => {
    const { ctx } = await open({ pool: small })
    expect(await crawlerTick({ ...ctx, crawler: null }, {})).toEqual({ regions: 0 })
  })
})
