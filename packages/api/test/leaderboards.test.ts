import { type Ctx, silentLog } from '@loadout/core'
import { type leaderboardsContract, refreshLeaderboards } from '@loadout/core/leaderboards'
import { ingestMatch } from '@loadout/core/matches'
import { updateRatings } from '@loadout/core/ratings'
import { rollupMatches } from '@loadout/core/stats'
import { createInfra } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, matchLines, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
/** The same installation, where pages need consent. */
let strict: ReturnType<typeof createInfra>

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const config = { ...infra.config, PLAYER_PAGES: 'consented' } as const
  strict = createInfra(config, { profile: 'api', log: silentLog })
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  for (const line of matchLines('leaderboards', 25)) {
    await ingestMatch(ctx, { source: 'riot', document: JSON.parse(line) })
  }
  await rollupMatches(ctx, {})
  await updateRatings(ctx, {})
  await refreshLeaderboards(ctx, {})
})
afterAll(async () => {
  await strict.close()
  await infra.close()
})

const get = (services: TestInfra | typeof strict, path: string, input: object) =>
  createApp(testDeps(services)).request(
    `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )

async function board(services: TestInfra | typeof strict, input: object) {
  const response = await get(services, 'leaderboards.list', input)
  expect(response.status).toBe(200)
  return (await json<{ result: { data: leaderboardsContract.Leaderboard } }>(response)).result.data
}

async function refusal(response: Response) {
  const text = await response.clone().text()
  expect(leaks(text)).toEqual([])
  const { error } = await json<TrpcErrorAnswer>(response)
  return [response.status, error.data.appCode, error.data.fields[0]?.pointer]
}

describe('leaderboards.list', () => {
  it('shows players who were taken in, rated and ranked', async () => {
    const { items, players } = await board(infra, { queue: 'competitive' })
    expect(items.length).toBeGreaterThan(0)
    expect(players).toBeGreaterThanOrEqual(items.length)
    const values = items.map(({ value }) => value)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
  })

  it('may be kept for a moment only, as names are in it', async () => {
    const response = await get(infra, 'leaderboards.list', {})
    expect(response.headers.get('cache-control')).toBe(
      'public, max-age=1, stale-while-revalidate=10',
    )
  })

  it('names nobody who has not agreed, and keeps their places', async () => {
    const open = await board(infra, { limit: 100 })
    const closed = await board(strict, { limit: 100 })
    expect(closed.items.map(({ rank }) => rank)).toEqual(open.items.map(({ rank }) => rank))
    expect(closed.items.every(({ player }) => player === null)).toBe(true)
    const text = JSON.stringify(closed)
    for (const { player } of open.items) expect(text).not.toContain(player?.puuid)
  })

  it.each([
    [{ by: 'rating', act: 'e10a4' }, '/act'],
    [{ by: 'kda' }, '/by'],
    [{ limit: 101 }, '/limit'],
    [{ region: 7 }, '/region'],
  ])('refuses %j at its field', async (input, pointer) => {
    const response = await get(infra, 'leaderboards.list', input)
    expect(await refusal(response)).toEqual([400, 'BAD_INPUT', pointer])
  })

  it.each(['x', '💥', 'W10', btoa('["",1e99,1]'), btoa('[null,-1,0]')])(
    'refuses the cursor %j',
    async (cursor) => {
      const response = await get(infra, 'leaderboards.list', { cursor })
      expect(await refusal(response)).toEqual([400, 'BAD_CURSOR', '/cursor'])
    },
  )

  it('refuses an edition or a rank beyond what a board can have', async () => {
    const { nextCursor } = await board(infra, { limit: 1 })
    const [filters] = JSON.parse(atob(nextCursor ?? ''))
    for (const key of [
      [2 ** 31, 1],
      [1, 2 ** 31],
      [0, 1],
      [77, 1],
    ]) {
      const cursor = btoa(JSON.stringify([filters, ...key])).replaceAll('=', '')
      const response = await get(infra, 'leaderboards.list', { limit: 1, cursor })
      expect(await refusal(response)).toEqual([400, 'BAD_CURSOR', '/cursor'])
    }
  })
})

describe('leaderboards.around', () => {
  it('shows the player among others, to the caller alone', async () => {
    const { items } = await board(infra, { limit: 5 })
    const player = items[2]?.player?.puuid ?? ''
    const response = await get(infra, 'leaderboards.around', { player, limit: 1 })
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { result } = await json<{ result: { data: leaderboardsContract.LeaderboardAround } }>(
      response,
    )
    expect(result.data.rank).toBe(3)
    expect(result.data.items).toEqual(items.slice(1, 4))
  })

  it('says that a player is private, and that there is none, in different ways', async () => {
    const { items } = await board(infra, { limit: 1 })
    const player = items[0]?.player?.puuid ?? ''
    expect(await refusal(await get(strict, 'leaderboards.around', { player }))).toEqual([
      403,
      'PLAYER_PRIVATE',
      '/player',
    ])
    expect(await refusal(await get(strict, 'leaderboards.around', { player: 'no#body' }))).toEqual([
      404,
      'PLAYER_NOT_FOUND',
      '/player',
    ])
  })
})

describe('stats.distribution', () => {
  it('counts players by rank', async () => {
    const response = await get(infra, 'stats.distribution', { queue: 'competitive' })
    const { result } = await json<{ result: { data: leaderboardsContract.RankDistribution } }>(
      response,
    )
    expect(result.data.ranked + result.data.unranked).toBeGreaterThan(0)
    const last = result.data.tiers.at(-1)
    expect(last?.top).toEqual(last?.share)
  })

  it('gives the same for everybody, whatever the key', async () => {
    const token = await newKey(infra, [])
    const headers = { authorization: `Bearer ${token}` }
    const app = createApp(testDeps(infra))
    const plain = await app.request('/trpc/stats.distribution')
    const keyed = await app.request('/trpc/stats.distribution', { headers })
    expect(await keyed.text()).toBe(await plain.text())
  })
})
