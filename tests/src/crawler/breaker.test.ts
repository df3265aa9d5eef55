import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMatchPool } from './support/match-pool.ts'
import { type CrawlStage, createCrawlStage } from './support/stage.ts'

const pool = createMatchPool({ seed: 'breaker', count: 40, mix: { aborted: 1 } })
const POLICY = { breakerFailures: 3, breakerMs: 400, maxBreakerMs: 1_600, lanes: 1 } as const

let stage: CrawlStage
let status: number | null

beforeEach(async () => {
  status = 500
  stage = await createCrawlStage({
    pool,
    fault: ({ method }) =>
      status === null || method !== 'match' ? undefined : { kind: 'status', status },
  })
})
afterEach(() => stage.close())

const calls = () => stage.upstream.arrivals.length
const isHalfOpen = async () => (await stage.status()).breaker.state === 'half-open'

describe('the breaker of a region', () => {
  it('opens after so many failures in a row and lets nothing through', async () => {
    await stage.crawl(POLICY)
    expect(calls()).toBe(1 + 3) // the poll, and three matches
    expect(await stage.status()).toMatchObject({
      breaker: { state: 'open' },
      calls: { failed: 3, lastError: 'HTTP 500' },
    })
    await stage.crawl({ ...POLICY, sliceMs: 50 })
    expect(calls()).toBe(4)
  })

  it('lets one call through when it is half-open, and opens for longer when that fails', async () => {
    await stage.crawl(POLICY)
    const first = await openFor()
    await expect.poll(isHalfOpen).toBe(true)
    await Promise.all([stage.crawl(POLICY), stage.crawl(POLICY), stage.crawl(POLICY)])
    expect(calls()).toBe(5)
    const second = await openFor()
    // Between half of the pause and all of it is drawn; the second pause is twice as long.
    expect(first).toBeGreaterThan(100)
    expect(first).toBeLessThanOrEqual(400)
    expect(second).toBeGreaterThan(300)
    expect(second).toBeLessThanOrEqual(800)
  })

  it('closes when the probe succeeds', async () => {
    await stage.crawl(POLICY)
    status = null
    await expect.poll(isHalfOpen).toBe(true)
    await stage.crawl({ ...POLICY, lanes: 4 })
    await stage.crawl({ ...POLICY, lanes: 4 })
    expect(await stage.status()).toMatchObject({
      breaker: { state: 'closed', failures: 0, openUntil: null },
      matches: { fetched: 40, pending: 0, failed: 0 },
    })
  })

  it('opens for a key that is refused everywhere, before many matches are given up', async () => {
    status = 403
    await stage.crawl(POLICY)
    expect(await stage.status()).toMatchObject({
      breaker: { state: 'open' },
      matches: { gone: 3, pending: 37 },
    })
  })

  async function openFor(): Promise<number> {
    const { breaker } = await stage.status()
    return Date.parse(breaker.openUntil ?? '') - Date.now()
  }
})
