import type { Ctx } from '@loadout/core'
import { crawlerStatus, startCrawler } from '@loadout/core/crawler'
import { parseEnv } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { startWorker, type WorkerProcess, workerEnv } from '@loadout/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeUpstream, startFakeUpstream } from './support/fake-upstream.ts'
import { createMatchPool } from './support/match-pool.ts'
import { crawlerEnv } from './support/stage.ts'

const pool = createMatchPool({ seed: 'worker', count: 10 })

let upstream: FakeUpstream
let infra: TestInfra
let worker: WorkerProcess
let ctx: Ctx

beforeAll(async () => {
  upstream = await startFakeUpstream({ pool })
  infra = await createTestInfra({
    env: { ...crawlerEnv(upstream), CRAWLER_TIMEOUT_MS: '2000', LOG_LEVEL: 'error' },
  })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  worker = await startWorker(parseEnv(workerEnv, { ...infra.env, WORKER_PORT: '0' }))
})
afterAll(async () => {
  await worker.close()
  await infra.close()
  await upstream.close()
})

const region = async () => (await crawlerStatus(ctx)).regions[0]

describe('a worker that is configured to crawl', () => {
  it('crawls nothing before an operator says so, then by itself', { timeout: 40_000 }, async () => {
    await expect.poll(region, { timeout: 15_000 }).toMatchObject({ region: 'eu', configured: true })
    expect(upstream.arrivals).toEqual([])
    await startCrawler(ctx, {})
    await expect
      .poll(async () => (await region())?.matches.fetched, { timeout: 20_000 })
      .toBe(pool.ids.length)
    const fetched = upstream.arrivals.filter(({ method }) => method === 'match')
    expect(fetched).toHaveLength(pool.ids.length)
  })

  it('counts what it has crawled', async () => {
    const rolledUp = () =>
      infra.db.selectFrom('rollup_pending').select('match_key').executeTakeFirst()
    await expect.poll(rolledUp, { timeout: 10_000 }).toBeUndefined()
    const stored = await infra.db.selectFrom('match').select('id').execute()
    expect(stored).toHaveLength(pool.ids.length)
  })
})
