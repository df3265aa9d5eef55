import type { Ctx } from '@loadout/core'
import {
  aroundPlayer,
  forgetPlayerBoards,
  leaderboardsContract,
  listLeaderboard,
  refreshLeaderboards,
} from '@loadout/core/leaderboards'
import { rate } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  emptyBoards,
  puuidOf,
  type SeededPlayer,
  seedPlayers,
  touchMatches,
} from './seeded-players.ts'

let infra: TestInfra
let ctx: Ctx
let now: Date
let queue_key: number
let act_key: number
let region_key: number

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, clock: { now: () => now }, actor: { kind: 'anonymous' } }
  const { dimensions } = infra
  queue_key = (await dimensions.keys('queue', ['competitive'])).get('competitive') ?? 0
  act_key = (await dimensions.find('act', 'e10a4')) ?? 0
  region_key = (await dimensions.keys('region', ['eu'])).get('eu') ?? 0
})
afterAll(() => infra.close())
beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z')
  await emptyBoards(infra.db)
})

const refresh = () => refreshLeaderboards(ctx, {})
const list = (input: object = {}) =>
  listLeaderboard(ctx, leaderboardsContract.leaderboardInput.parse(input))
const around = (input: object) =>
  aroundPlayer(ctx, leaderboardsContract.leaderboardAroundInput.parse(input))
const names = (items: readonly leaderboardsContract.LeaderboardEntry[]) =>
  items.map(({ player }) => Number(player?.name?.split(' ')[1] ?? 0))

async function seed(players: readonly Omit<SeededPlayer, 'queue_key'>[]): Promise<void> {
  await seedPlayers(
    infra.db,
    players.map((player) => ({ act_key, region_key, ...player, queue_key })),
  )
  await touchMatches(infra.db, { queue_key, act_key })
  await refresh()
}

describe('leaderboards.list', () => {
  it('ranks by what the rating is certain of: mu - 3 sigma', async () => {
    await seed([
      { key: 1, rating: { mu: 40, sigma: 8 } },
      { key: 2, rating: { mu: 30, sigma: 1 } },
      { key: 3, rating: { mu: 28, sigma: 1 } },
      { key: 4 },
    ])
    const { items, players, minGames } = await list()
    expect(names(items)).toEqual([2, 3, 1])
    expect(items.map(({ value, rank }) => [rank, value])).toEqual([
      [1, 27],
      [2, 25],
      [3, 16],
    ])
    expect(items[0]?.rating).toEqual({ mu: 30, sigma: 1 })
    expect({ players, minGames }).toEqual({ players: 3, minGames: 1 })
  })

  it('ranks by ACS from ten games on', async () => {
    await seed([
      { key: 1, score: 100_000, rounds: 400 },
      { key: 2, score: 90_000, rounds: 300 },
      { key: 3, score: 9_000, rounds: 20, wins: 9, losses: 0 },
      { key: 4, score: 1_000, rounds: 20, wins: 5, losses: 4, draws: 1 },
    ])
    const { items } = await list({ by: 'acs' })
    expect(names(items)).toEqual([2, 1, 4])
    expect(items.map(({ value, acs }) => [value, acs])).toEqual([
      [300, 300],
      [250, 250],
      [50, 50],
    ])
    expect(items[0]?.rating).toBeNull()
  })

  it('ranks by the lower bound of the win rate, so that many games count for more', async () => {
    await seed([
      { key: 1, wins: 10, losses: 0 },
      { key: 2, wins: 90, losses: 10 },
      { key: 3, wins: 0, losses: 12 },
      { key: 4, wins: 50, losses: 30, draws: 20 },
    ])
    const { items } = await list({ by: 'winRate' })
    expect(names(items)).toEqual([2, 1, 4, 3])
    for (const { value, winRate } of items) {
      expect(value).toBeCloseTo(winRate.lo, 12)
      expect(winRate).toEqual(rate(Math.round(winRate.value * winRate.n), winRate.n))
    }
  })

  it('breaks ties by who got there first, then by key, and gives no rank twice', async () => {
    await seed([
      { key: 5, minute: 29_000_002 },
      { key: 4, minute: 29_000_001, tier: 27 },
      { key: 3, minute: 29_000_001, tier: 3 },
      { key: 2, minute: 29_000_003 },
    ])
    for (const by of ['acs', 'winRate']) {
      const { items } = await list({ by })
      expect(names(items)).toEqual([3, 4, 5, 2])
      expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3, 4])
    }
  })

  it('has a board per act and region, and one for all of them', async () => {
    const [us = 0] = [...(await infra.dimensions.keys('region', ['us'])).values()].slice(-1)
    const otherAct = (await infra.dimensions.find('act', 'e10a5')) ?? 0
    await touchMatches(infra.db, { queue_key, act_key: otherAct })
    await seed([
      { key: 1, score: 100_000, rounds: 400 },
      { key: 1, score: 10_000, rounds: 100, act_key: otherAct },
      { key: 2, score: 90_000, rounds: 400 },
      { key: 3, score: 120_000, rounds: 400, region_key: us },
    ])
    const board = async (input: object) => names((await list({ by: 'acs', ...input })).items)
    expect(await board({})).toEqual([3, 2, 1])
    expect(await board({ act: 'e10a4' })).toEqual([3, 1, 2])
    expect(await board({ act: 'e10a5' })).toEqual([1])
    expect(await board({ act: 'e10a4', region: 'eu' })).toEqual([1, 2])
    expect(await board({ region: 'us' })).toEqual([3])
    expect(await board({ region: 'mars' })).toEqual([])
    expect(await board({ queue: 'unrated' })).toEqual([])
  })

  it('is empty before the first refresh, and says when it was made after it', async () => {
    expect(await list()).toMatchObject({ items: [], nextCursor: null, players: 0, updatedAt: null })
    await seed([{ key: 1 }])
    expect((await list({ by: 'acs' })).updatedAt).toBe(now.toISOString())
  })

  it('keeps the promise of its contract', async () => {
    await seed([{ key: 1, rating: { mu: 30, sigma: 2 } }])
    for (const by of ['rating', 'acs', 'winRate']) {
      const answer = await list({ by })
      expect(leaderboardsContract.leaderboardOutput.parse(answer)).toEqual(answer)
    }
  })

  it.each(['x', 'bm9uc2Vuc2U', 'WyIxIiw5OTk5OTk5OTk5OTksMV0'])(
    'refuses the cursor %j',
    async (cursor) => {
      await expect(list({ cursor })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
        fields: [{ pointer: '/cursor' }],
      })
    },
  )
})

describe('paging', () => {
  const many = Array.from({ length: 47 }, (_, n) => ({ key: n + 1, score: 1_000 * (n + 1) }))

  it('meets everybody once while the board is made anew between the pages', async () => {
    await seed(many)
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await list({ by: 'acs', limit: 12, cursor })
      seen.push(...names(page.items))
      cursor = page.nextCursor ?? undefined
      // Everybody's score changes places, and somebody new is first.
      await sql`update player_rollup set score = 1000000 - score`.execute(infra.db)
      await seedPlayers(infra.db, [{ key: 1_000 + seen.length, queue_key, act_key, score: 9e6 }])
      await touchMatches(infra.db, { queue_key, act_key })
      now = new Date(now.getTime() + 30_000)
      expect((await refresh()).editions).toBe(2)
    } while (cursor !== undefined)
    expect(seen).toEqual(many.map(({ key }) => key).reverse())
  })

  it('says so when the board it began on is gone', async () => {
    await seed(many)
    const { nextCursor } = await list({ by: 'acs', limit: 5 })
    for (let n = 0; n < 2; n += 1) {
      await touchMatches(infra.db, { queue_key, act_key })
      now = new Date(now.getTime() + 301_000)
      await refresh()
    }
    await expect(list({ by: 'acs', limit: 5, cursor: nextCursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
    const { rows } = await sql`select distinct edition from leaderboard_entry order by 1`.execute(
      infra.db,
    )
    expect(rows).toEqual([{ edition: 2 }, { edition: 3 }])
  })

  it('refuses a cursor of another board', async () => {
    await seed(many)
    const { nextCursor: cursor } = await list({ by: 'acs', limit: 5 })
    await expect(list({ by: 'winRate', limit: 5, cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })

  it('has no further page when the last one is exactly full', async () => {
    await seed(many)
    expect((await list({ by: 'acs', limit: 47 })).nextCursor).toBeNull()
    expect((await list({ by: 'acs', limit: 46 })).nextCursor).not.toBeNull()
  })
})

describe('leaderboards.around', () => {
  beforeEach(() =>
    seed(Array.from({ length: 20 }, (_, n) => ({ key: n + 1, score: 1_000 * (n + 1) }))),
  )

  it('shows as many places on each side as are asked for', async () => {
    const { rank, items, players } = await around({ player: puuidOf(10), by: 'acs', limit: 2 })
    expect({ rank, players }).toEqual({ rank: 11, players: 20 })
    expect(names(items)).toEqual([12, 11, 10, 9, 8])
  })

  it.each([
    [20, [20, 19, 18]],
    [1, [3, 2, 1]],
  ])('ends where the board ends, around player %i', async (key, expected) => {
    expect(names((await around({ player: puuidOf(key), by: 'acs', limit: 2 })).items)).toEqual(
      expected,
    )
  })

  it('finds a player by name, whatever the case', async () => {
    expect((await around({ player: 'PLAYER 7#eu', by: 'acs' })).rank).toBe(14)
  })

  it('has no place for a player with too few games, and says how many it takes', async () => {
    await seedPlayers(infra.db, [{ key: 99, queue_key, wins: 3, losses: 0 }])
    expect(await around({ player: puuidOf(99), by: 'acs' })).toMatchObject({
      rank: null,
      items: [],
      minGames: 10,
    })
  })

  it.each(['nobody#0', puuidOf(77), 'x', '💥#\ud800', "'; drop table player --"])(
    'does not know %j',
    async (player) => {
      await expect(around({ player })).rejects.toMatchObject({
        code: 'PLAYER_NOT_FOUND',
        fields: [{ pointer: '/player' }],
      })
    },
  )
})

describe('privacy', () => {
  it('leaves those their rank who have not agreed to be shown, without a name', async () => {
    await seed([1, 2, 3].map((key) => ({ key, score: 10_000 * key })))
    await sql`update player set consented_at = now() where player_key = 3`.execute(infra.db)
    ctx = { ...ctx, playerPages: 'consented' }
    const { items } = await list({ by: 'acs' })
    expect(items.map(({ rank, player }) => [rank, player?.puuid ?? null])).toEqual([
      [1, puuidOf(3)],
      [2, null],
      [3, null],
    ])
    expect(JSON.stringify(items)).not.toContain('Player 2')
    expect((await around({ player: puuidOf(3), by: 'acs' })).rank).toBe(1)
    await expect(around({ player: puuidOf(2), by: 'acs' })).rejects.toMatchObject({
      code: 'PLAYER_PRIVATE',
      fields: [{ pointer: '/player' }],
    })
    ctx = { ...ctx, playerPages: 'open' }
  })

  it('takes an erased player off every edition at once, and closes up with the next', async () => {
    await seed(
      [1, 2, 3].map((key) => ({ key, score: 10_000 * key, rating: { mu: key, sigma: 0 } })),
    )
    await infra.db.transaction().execute(async (tx) => {
      await sql`delete from player where player_key = 2`.execute(tx)
      await sql`delete from player_rollup where player_key = 2`.execute(tx)
      await sql`delete from rating where player_key = 2`.execute(tx)
      await forgetPlayerBoards(tx, 2)
    })
    const { rows } = await sql`select from leaderboard_entry where player_key = 2`.execute(infra.db)
    expect(rows).toHaveLength(0)
    expect((await list({ by: 'acs' })).items.map(({ player }) => player?.name ?? null)).toEqual([
      'Player 3',
      null,
      'Player 1',
    ])
    await touchMatches(infra.db, { queue_key, act_key })
    now = new Date(now.getTime() + 60_000)
    await refresh()
    expect(names((await list({ by: 'acs' })).items)).toEqual([3, 1])
    expect(names((await list()).items)).toEqual([3, 1])
  })
})

describe('leaderboards.refresh', () => {
  it('makes only boards whose numbers have changed', async () => {
    await seed([{ key: 1 }])
    now = new Date(now.getTime() + 3_600_000)
    expect(await refresh()).toEqual({ editions: 0, entries: 0 })
    await touchMatches(infra.db, { queue_key, act_key })
    // The act and the board of all acts; the other acts stay as they are.
    expect((await refresh()).editions).toBe(2)
  })

  it('makes the boards of all acts anew when ratings have moved, and no other', async () => {
    await sql`insert into rating_queue (queue_key) values (${queue_key}) on conflict do nothing`.execute(
      infra.db,
    )
    await seed([{ key: 1, rating: { mu: 30, sigma: 1 } }])
    now = new Date(now.getTime() + 60_000)
    await sql`update rating_queue set revision = revision + 1`.execute(infra.db)
    expect((await refresh()).editions).toBe(1)
  })

  it('may be killed at any moment: the old edition stays until the new one is whole', async () => {
    await seed([1, 2, 3].map((key) => ({ key })))
    await touchMatches(infra.db, { queue_key, act_key })
    now = new Date(now.getTime() + 60_000)
    const failing = { now: () => (calls-- > 0 ? now : fail()) }
    let calls = 1
    await expect(refreshLeaderboards({ ...ctx, clock: failing }, {})).rejects.toThrow('killed')
    const { rows } = await sql`select distinct edition from leaderboard_entry`.execute(infra.db)
    expect(rows).toEqual([{ edition: 1 }])
    expect((await list({ by: 'acs' })).items).toHaveLength(3)
    expect((await refresh()).editions).toBe(2)
  })
})

function fail(): never {
  throw new Error('killed')
}
