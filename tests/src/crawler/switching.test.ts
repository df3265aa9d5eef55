import { type Actor, type Ctx, isAppError, type Scope } from '@loadout/core'
import { crawlerStatus, crawlerTick, startCrawler, stopCrawler } from '@loadout/core/crawler'
import { createTestInfra } from '@loadout/infra/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMatchPool } from './support/match-pool.ts'
import { type CrawlStage, createCrawlStage } from './support/stage.ts'

let stage: CrawlStage

beforeEach(async () => {
  stage = await createCrawlStage({
    pool: createMatchPool({ seed: 'switching', count: 3, mix: { aborted: 1 } }),
    env: { CRAWLER_REGIONS: 'eu,na' },
  })
})
afterEach(() => stage.close())

const keyWith = (...scopes: readonly Scope[]): Actor => ({ kind: 'api-key', keyId: 'k', scopes })
const as = (actor: Actor): Ctx => ({ ...stage.ctx, actor })

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error) => (isAppError(error) ? error.code : String(error)),
  )
}

async function enabled(): Promise<readonly string[]> {
  const { regions } = await crawlerStatus(stage.ctx)
  return regions.filter((region) => region.enabled).map(({ region }) => region)
}

describe('starting and stopping', () => {
  it('is about all regions, or about those that are named', async () => {
    expect(await stopCrawler(stage.ctx, {})).toEqual({ regions: ['eu', 'na'] })
    expect(await enabled()).toEqual([])
    expect(await startCrawler(stage.ctx, { regions: ['na'] })).toEqual({ regions: ['na'] })
    expect(await startCrawler(stage.ctx, { regions: ['na'] })).toEqual({ regions: ['na'] })
    expect(await enabled()).toEqual(['na'])
  })

  it('points at a region that nobody is configured for, and changes none', async () => {
    await stopCrawler(stage.ctx, {})
    await expect(startCrawler(stage.ctx, { regions: ['eu', 'xx'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/regions/1' }],
    })
    expect(await enabled()).toEqual([])
  })

  it('survives a restart of the workers', async () => {
    await stopCrawler(stage.ctx, { regions: ['na'] })
    await crawlerTick(stage.ctx, {})
    expect(await enabled()).toEqual(['eu'])
  })

  it('needs the scope crawler:write, and status ops:read', async () => {
    for (const verb of [startCrawler, stopCrawler]) {
      expect(await codeOf(verb(as({ kind: 'anonymous' }), {}))).toBe('UNAUTHENTICATED')
      expect(await codeOf(verb(as(keyWith('ops:read')), {}))).toBe('FORBIDDEN')
      expect(await codeOf(verb(as(keyWith('crawler:write')), {}))).toBe('no error')
    }
    expect(await codeOf(crawlerStatus(as(keyWith('crawler:write'))))).toBe('FORBIDDEN')
    expect(await codeOf(crawlerStatus(as(keyWith('ops:read'))))).toBe('no error')
  })

  it('says so when no worker was ever configured to crawl', async () => {
    const infra = await createTestInfra()
    const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
    expect(infra.crawler).toBeNull()
    expect(await crawlerStatus(ctx)).toEqual({ regions: [] })
    expect(await codeOf(startCrawler(ctx, {}))).toBe('CRAWLER_NOT_CONFIGURED')
    expect(await codeOf(stopCrawler(ctx, {}))).toBe('CRAWLER_NOT_CONFIGURED')
    await infra.close()
  })

  it('asks once more for what was answered 403, since the key may be another', async () => {
    const { db } = stage.infra
    const row = { region: 'eu', available_at: new Date(0), found_at: new Date(0) }
    const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
    await db
      .insertInto('crawl_match')
      .values([
        { ...row, id: id(1), state: 'gone', reason: 'HTTP 403' },
        { ...row, id: id(2), state: 'gone', reason: 'HTTP 404' },
        { ...row, id: id(3), state: 'failed', reason: 'HTTP 503' },
      ])
      .execute()
    await startCrawler(stage.ctx, { regions: ['eu'] })
    const states = [...(await stage.matches()).values()].map(({ state }) => state)
    expect(states.sort()).toEqual(['failed', 'gone', 'pending'])
  })
})

describe('the status', () => {
  it('tells of every region what it is and what became of it', async () => {
    await stage.crawl()
    const { regions } = await crawlerStatus(stage.ctx)
    expect(regions.map(({ region }) => region)).toEqual(['eu', 'na'])
    expect(regions[0]).toMatchObject({
      enabled: true,
      configured: true,
      waitsFor: null,
      breaker: { state: 'closed', failures: 0, openUntil: null },
      calls: { throttled: 0, failed: 0, lastError: null },
      matches: { pending: 0, fetched: 3, gone: 0, failed: 0 },
    })
    expect(regions[0]?.calls.total).toBe(stage.upstream.arrivals.length)
    expect(regions[1]).toMatchObject({ calls: { total: 0, lastAt: null }, players: 0 })
  })

  it('tells when no worker is configured for a region any more', async () => {
    const later = new Date(Date.now() + 120_000)
    const { regions } = await crawlerStatus({ ...stage.ctx, clock: { now: () => later } })
    expect(regions.map(({ configured }) => configured)).toEqual([false, false])
  })
})
