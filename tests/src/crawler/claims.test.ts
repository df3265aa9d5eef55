import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMatchPool } from './support/match-pool.ts'
import { type CrawlStage, createCrawlStage } from './support/stage.ts'

const pool = createMatchPool({ seed: 'claims', count: 4, mix: { aborted: 1 } })

let stage: CrawlStage

beforeEach(async () => {
  stage = await createCrawlStage({ pool })
})
afterEach(() => stage.close())

/** A match that somebody claimed until then and never ended: they were killed. */
async function abandon(id: string, claimedUntil: Date, attempts = 1): Promise<void> {
  await stage.infra.db
    .insertInto('crawl_match')
    .values({
      id,
      region: 'eu',
      available_at: claimedUntil,
      found_at: new Date(0),
      claim: '00000000-0000-4000-8000-000000000000',
      attempts,
    })
    .execute()
}

const callsFor = (id: string) =>
  stage.upstream.arrivals.filter(({ subject }) => subject === id).length

describe('the claim of a worker that was killed', () => {
  const [first = ''] = pool.ids

  it('holds until its time is over, and is then taken over', async () => {
    await abandon(first, new Date(Date.now() + 1_500))
    await stage.crawl()
    expect(callsFor(first)).toBe(0)
    expect((await stage.status()).matches).toMatchObject({ fetched: 3, pending: 1 })
    await sleep(1_500)
    await stage.crawl()
    expect(callsFor(first)).toBe(1)
    expect((await stage.matches()).get(first)).toMatchObject({ state: 'fetched', attempts: 2 })
  })

  it('counts as an attempt, so that a match that kills its workers is given up', async () => {
    await abandon(first, new Date(0), 5)
    await stage.crawl()
    expect(callsFor(first)).toBe(0)
    expect((await stage.matches()).get(first)).toMatchObject({
      state: 'failed',
      reason: 'WORKER_LOST',
    })
  })
})

describe('workers that crawl a region at once', () => {
  it('never ask for the same thing', async () => {
    const tallies = await Promise.all(Array.from({ length: 6 }, () => stage.crawl()))
    expect(tallies.reduce((sum, { fetched }) => sum + fetched, 0)).toBe(4)
    for (const id of pool.ids) expect(callsFor(id)).toBe(1)
    expect(callsFor('competitive')).toBe(1)
  })

  it('count together what they did', async () => {
    await Promise.all(Array.from({ length: 6 }, () => stage.crawl()))
    const { calls, matches } = await stage.status()
    expect(calls.total).toBe(stage.upstream.arrivals.length)
    expect(matches).toEqual({ pending: 0, fetched: 4, gone: 0, failed: 0 })
  })
})
