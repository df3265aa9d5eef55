import type { Ctx } from '@loadout/core'
import {
  leaderboardsContract,
  listLeaderboard,
  rankDistribution,
  refreshLeaderboards,
} from '@loadout/core/leaderboards'
import { rate } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  emptyBoards,
  puuidOf,
  type SeededPlayer,
  seedPlayers,
  touchMatches,
} from './seeded-players.ts'

const MIN_GAMES = 10

let infra: TestInfra
let ctx: Ctx
let queue_key: number

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'anonymous' } }
  queue_key = (await infra.dimensions.keys('queue', ['competitive'])).get('competitive') ?? 0
})
afterAll(() => infra.close())

/** Sums from so few values that most players are tied with others in something. */
const playersArbitrary: fc.Arbitrary<readonly Omit<SeededPlayer, 'queue_key'>[]> = fc
  .array(
    fc.record({
      wins: fc.integer({ min: 0, max: 12 }),
      losses: fc.constantFrom(0, 6, 8),
      draws: fc.constantFrom(0, 2),
      rounds: fc.constantFrom(100, 200),
      score: fc.constantFrom(20_000, 40_000),
      minute: fc.integer({ min: 29_000_000, max: 29_000_003 }),
      tier: fc.integer({ min: 0, max: 3 }),
      rating: fc.option(fc.record({ mu: fc.constantFrom(20, 26), sigma: fc.constantFrom(2, 4) }), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((players) =>
    players.map(({ rating, ...player }, index) => ({
      ...player,
      key: index + 1,
      ...(rating === undefined ? {} : { rating }),
    })),
  )

type Player = Omit<SeededPlayer, 'queue_key'>

const gamesOf = ({ wins = 0, losses = 0, draws = 0 }: Player) => wins + losses + draws

/** What each board ranks by; null: no place on it. */
const VALUES = {
  rating: ({ rating, ...player }: Player) =>
    rating === undefined || gamesOf(player) < 1 ? null : rating.mu - 3 * rating.sigma,
  acs: (player: Player) =>
    gamesOf(player) < MIN_GAMES ? null : (player.score ?? 0) / (player.rounds ?? 1),
  winRate: (player: Player) =>
    gamesOf(player) < MIN_GAMES ? null : rate(player.wins ?? 0, gamesOf(player)).lo,
} as const

/** Puuids in the order of the board, by plain sorting. */
function expectedOrder(players: readonly Player[], by: keyof typeof VALUES): readonly string[] {
  return players
    .flatMap((player) => {
      const value = VALUES[by](player)
      return value === null ? [] : [{ ...player, value: Math.round(value * 1e9) }]
    })
    .sort((a, b) => b.value - a.value || (a.minute ?? 0) - (b.minute ?? 0) || a.key - b.key)
    .map(({ key }) => puuidOf(key))
}

async function replacePlayers(players: readonly Player[]): Promise<void> {
  await emptyBoards(infra.db)
  await seedPlayers(
    infra.db,
    players.map((player) => ({ ...player, queue_key })),
  )
  await touchMatches(infra.db, { queue_key })
  await refreshLeaderboards(ctx, {})
}

async function wholeBoard(by: string, limit: number) {
  const items: leaderboardsContract.LeaderboardEntry[] = []
  let cursor: string | undefined
  do {
    const input = leaderboardsContract.leaderboardInput.parse({ by, limit, cursor })
    const page = await listLeaderboard(ctx, input)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

describe('boards of any players', () => {
  it('have everybody with enough games once, in the order of values, ties broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        playersArbitrary,
        fc.integer({ min: 1, max: 50 }),
        async (players, limit) => {
          await replacePlayers(players)
          for (const by of ['rating', 'acs', 'winRate'] as const) {
            const items = await wholeBoard(by, limit)
            expect(items.map(({ player }) => player?.puuid)).toEqual(expectedOrder(players, by))
            expect(items.map(({ rank }) => rank)).toEqual(items.map((_, index) => index + 1))
          }
        },
      ),
      { numRuns: 20, seed: 20_260_302 },
    )
  })

  it('count every player once in the distribution of ranks', async () => {
    await fc.assert(
      fc.asyncProperty(playersArbitrary, async (players) => {
        await replacePlayers(players)
        const input = leaderboardsContract.rankDistributionInput.parse({})
        const { tiers, ranked, unranked } = await rankDistribution(ctx, input)
        const counted = tiers.map(({ tier, players: n }) => [tier.tier, n])
        const expected = [1, 2, 3]
          .map((tier) => [tier, players.filter((player) => player.tier === tier).length])
          .filter(([, n]) => n !== 0)
        expect(counted).toEqual(expected)
        expect(ranked + unranked).toBe(players.length)
        const shares = tiers.reduce((sum, { share }) => sum + share.value, 0)
        if (ranked > 0) expect(shares).toBeCloseTo(1, 12)
      }),
      { numRuns: 10, seed: 20_260_303 },
    )
  })
})
