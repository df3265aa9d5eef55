import type { Ctx } from '@loadout/core'
import {
  CRAWL_POLICY,
  type CrawlPolicy,
  crawlerStatus,
  crawlerTick,
  crawlRegion,
  startCrawler,
} from '@loadout/core/crawler'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from './fake-upstream.ts'

/** Seconds instead of minutes, so that a test sees the whole of it. */
export const FAST_POLICY: CrawlPolicy = {
  ...CRAWL_POLICY,
  sliceMs: 2_000,
  pollEveryMs: 60_000,
  walkEveryMs: 3_600_000,
  claimMs: 4_000,
  backoffMs: 10,
  maxBackoffMs: 50,
  throttledMs: 300,
  breakerFailures: 1_000,
  breakerMs: 400,
  maxBreakerMs: 1_600,
  probeMs: 1_000,
  maxRollupBacklog: 1_000_000,
  backpressureMs: 200,
}

/** A limit that no test reaches, for tests about something else. */
const WIDE_OPEN = '10000:1'

export interface CrawlStage {
  readonly infra: TestInfra
  readonly ctx: Ctx
  readonly upstream: FakeUpstream
  /** One slice in `eu`. */
  crawl(policy?: Partial<CrawlPolicy>): ReturnType<typeof crawlRegion>
  /** The state of every match the crawler has heard of, by id. */
  matches(): Promise<ReadonlyMap<string, CrawledMatch>>
  status(): Promise<Awaited<ReturnType<typeof crawlerStatus>>['regions'][number]>
  close(): Promise<void>
}

export interface CrawledMatch {
  readonly id: string
  readonly state: string
  readonly reason: string | null
  readonly attempts: number
  readonly throttled: number
}

export interface CrawlStageOptions extends FakeUpstreamOptions {
  /** Settings that differ. */
  readonly env?: Readonly<Record<string, string>>
}

/** A fake upstream, services configured to crawl it in `eu`, and crawling started. */
export async function createCrawlStage(options: CrawlStageOptions): Promise<CrawlStage> {
  const upstream = await startFakeUpstream(options)
  const infra = await createTestInfra({ env: { ...crawlerEnv(upstream), ...options.env } })
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  await crawlerTick(ctx, {})
  await startCrawler(ctx, {})
  return {
    infra,
    ctx,
    upstream,
    crawl: (policy = {}) => crawlRegion(ctx, { region: 'eu' }, { ...FAST_POLICY, ...policy }),
    async matches() {
      const rows = await infra.db
        .selectFrom('crawl_match')
        .select(['id', 'state', 'reason', 'attempts', 'throttled'])
        .execute()
      return new Map(rows.map((row) => [row.id, row]))
    },
    async status() {
      const [region] = (await crawlerStatus(ctx)).regions
      if (region === undefined) throw new Error('no region')
      return region
    },
    async close() {
      await infra.close()
      await upstream.close()
    },
  }
}

/** Settings of a process that crawls this upstream. */
export function crawlerEnv(upstream: FakeUpstream): Readonly<Record<string, string>> {
  return {
    CRAWLER_BASE_URL: upstream.baseUrl,
    CRAWLER_ALLOWED_HOSTS: upstream.host,
    CRAWLER_API_KEY: 'test-key',
    CRAWLER_REGIONS: 'eu',
    CRAWLER_RATE_LIMITS: WIDE_OPEN,
    CRAWLER_TIMEOUT_MS: '400',
  }
}
