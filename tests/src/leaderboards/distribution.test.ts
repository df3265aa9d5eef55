import type { Ctx } from '@loadout/core'
import {
  leaderboardsContract,
  rankDistribution,
  refreshLeaderboards,
} from '@loadout/core/leaderboards'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedPlayers, touchMatches } from './seeded-players.ts'

let infra: TestInfra
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'anonymous' } }
  const queue_key = (await infra.dimensions.keys('queue', ['competitive'])).get('competitive') ?? 0
  const regions = await infra.dimensions.keys('region', ['eu', 'us'])
  const eu = regions.get('eu') ?? 0
  const us = regions.get('us') ?? 0
  const first = (await infra.dimensions.find('act', 'e10a4')) ?? 0
  const second = (await infra.dimensions.find('act', 'e10a5')) ?? 0
  await seedPlayers(infra.db, [
    { key: 1, queue_key, act_key: first, region_key: eu, tier: 12, minute: 1_000 },
    { key: 1, queue_key, act_key: second, region_key: eu, tier: 15, minute: 2_000 },
    { key: 2, queue_key, act_key: first, region_key: eu, tier: 12, minute: 1_000 },
    { key: 3, queue_key, act_key: first, region_key: eu, tier: 3, minute: 1_000 },
    // The later of both regions counts where they are taken together.
    { key: 4, queue_key, act_key: first, region_key: eu, tier: 21, minute: 900 },
    { key: 4, queue_key, act_key: first, region_key: us, tier: 20, minute: 1_000 },
    { key: 5, queue_key, act_key: first, region_key: eu, tier: 0, minute: 1_000 },
  ])
  for (const act_key of [first, second]) await touchMatches(infra.db, { queue_key, act_key })
  await refreshLeaderboards(ctx, {})
})
afterAll(() => infra.close())

const distribution = (input: object) =>
  rankDistribution(ctx, leaderboardsContract.rankDistributionInput.parse(input))
const counts = async (input: object) =>
  (await distribution(input)).tiers.map(({ tier, players }) => [tier.tier, players])

describe('stats.distribution', () => {
  it('counts every player once, by the tier of the latest match of the act', async () => {
    expect(await counts({ act: 'e10a4' })).toEqual([
      [3, 1],
      [12, 2],
      [20, 1],
    ])
  })

  it('takes the latest act where none is asked for', async () => {
    expect(await counts({})).toEqual([
      [3, 1],
      [12, 1],
      [15, 1],
      [20, 1],
    ])
  })

  it('is of one region where it is asked for', async () => {
    expect(await counts({ act: 'e10a4', region: 'eu' })).toEqual([
      [3, 1],
      [12, 2],
      [21, 1],
    ])
    expect(await counts({ act: 'e10a4', region: 'us' })).toEqual([[20, 1]])
  })

  it('says which share has a tier, and which has it or a higher one', async () => {
    const { tiers, ranked } = await distribution({ act: 'e10a4' })
    expect(ranked).toBe(4)
    expect(tiers.map(({ share }) => share.value)).toEqual([0.25, 0.5, 0.25])
    expect(tiers.map(({ top }) => top.value)).toEqual([1, 0.75, 0.25])
    expect(tiers.every(({ share, top }) => share.n === 4 && top.n === 4)).toBe(true)
    expect(tiers[0]?.tier.name).toBe('Iron 1')
  })

  it('leaves unranked players out of all shares', async () => {
    expect(await distribution({ act: 'e10a4' })).toMatchObject({ ranked: 4, unranked: 1 })
  })

  it('keeps the promise of its contract', async () => {
    const answer = await distribution({})
    expect(leaderboardsContract.rankDistributionOutput.parse(answer)).toEqual(answer)
    expect(answer.updatedAt).not.toBeNull()
  })

  it.each([{ queue: 'nothing' }, { act: 'e99a9' }, { region: 'mars' }, { queue: 'unrated' }])(
    'is empty for %j',
    async (input) => {
      expect(await distribution(input)).toEqual({
        tiers: [],
        ranked: 0,
        unranked: 0,
        updatedAt: null,
      })
    },
  )
})
