import { agentStats, compStats, mapPage, mapStats, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CountedMatches,
  countedMatches,
  type Detail,
  sum,
  tierOf,
} from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('maps page')
})
afterAll(() => matches.close())

const list = (input: object = {}) => mapStats(matches.ctx, statsContract.mapStatsInput.parse(input))
const page = (input: object) => mapPage(matches.ctx, statsContract.mapPageInput.parse(input))
const mostPlayed = async () => (await list()).items[0]?.map.name ?? ''

const ENDS = {
  elimination: 'elimination',
  detonation: 'detonate',
  defusal: 'defuse',
  time: 'time',
} as const

/** What a map's page must say, counted from the pages of its matches. */
function recount(details: readonly Detail[]) {
  const rounds = details.flatMap((detail) => detail.rounds)
  const sided = rounds.filter(({ attacker }) => attacker !== null)
  const ended = rounds.filter(({ result }) => Object.values<string>(ENDS).includes(result))
  const share = (result: string) => ({
    n: ended.length,
    value: ended.filter((round) => round.result === result).length / ended.length,
  })
  const attack = sided.filter(({ attacker, winner }) => attacker === winner).length
  return {
    matches: details.length,
    rounds: sum(details, ({ match }) => match.rounds),
    attackRoundWinRate: { n: sided.length, value: attack / sided.length },
    defenceRoundWinRate: { n: sided.length, value: (sided.length - attack) / sided.length },
    roundEnds: {
      elimination: share(ENDS.elimination),
      detonation: share(ENDS.detonation),
      defusal: share(ENDS.defusal),
      time: share(ENDS.time),
    },
    plantRate: {
      n: ended.length,
      value: rounds.filter(({ plant }) => plant !== null).length / ended.length,
    },
    draws: details.filter(({ match }) => match.winner === 'draw').length,
    surrenders: details.filter(({ match }) => match.surrendered).length,
  }
}

const BUCKETS: Readonly<Record<string, (tier: number) => boolean>> = {
  all: () => true,
  low: (tier) => tier >= 1 && tier <= 14,
  mid: (tier) => tier > 14,
  high: (tier) => tier > 23,
}

const isIn = (asked: string | number, tier: number) =>
  typeof asked === 'number' ? tier === asked : BUCKETS[asked]?.(tier)

const playedOn = (mapId: string) => matches.details.filter(({ match }) => match.map.id === mapId)

describe('stats.maps', () => {
  it('tells how the rounds of each map ended', async () => {
    const { items } = await list()
    expect(items.length).toBeGreaterThan(3)
    for (const item of items) expect(item).toMatchObject(recount(playedOn(item.map.id)))
  })

  it('marks by the sample that is asked for', async () => {
    const { items } = await list({ minSample: 4 })
    expect(items.map((item) => item.lowSample)).toEqual(items.map((item) => item.matches < 4))
  })
})

describe('stats.map', () => {
  it('has the measures of the list, whether asked for by id or by name', async () => {
    const { items } = await list()
    for (const { map, playRate, ...measures } of items.slice(0, 3)) {
      const byName = await page({ map: map.name })
      expect(byName).toMatchObject({ map, playRate, stats: measures })
      expect(await page({ map: map.id.toUpperCase() })).toEqual(byName)
    }
  })

  it('goes by tier and bucket, whatever tier is asked for', async () => {
    const { map, tiers } = await page({ map: await mostPlayed() })
    for (const { tier, name: _, ...part } of tiers) {
      const mine = playedOn(map.id).filter((detail) => isIn(tier, tierOf(detail)))
      expect(part).toMatchObject(recount(mine))
    }
    const single = tiers.filter(({ tier }) => typeof tier === 'number')
    expect(sum(single, (part) => part.matches)).toBe(playedOn(map.id).length)
    for (const { tier } of tiers) {
      const one = await page({ map: map.id, tier })
      expect(one.tiers).toEqual(tiers)
      expect(one.stats).toMatchObject(
        recount(playedOn(map.id).filter((d) => isIn(tier, tierOf(d)))),
      )
    }
  })

  it('lists the best agents on it as the list of agents has them', async () => {
    const map = await mostPlayed()
    const { agents } = await page({ map, top: 4, tier: 'low' })
    const input = statsContract.agentStatsInput.parse({ map, tier: 'low' })
    const { items } = await agentStats(matches.ctx, input)
    expect(agents).toHaveLength(Math.min(4, items.length))
    agents.forEach((cell, index) => {
      expect(items[index]).toMatchObject(cell)
    })
  })

  it('lists its compositions where they are kept by the filters', async () => {
    const map = await mostPlayed()
    const { comps } = await page({ map, top: 30 })
    const input = statsContract.compStatsInput.parse({ map, limit: 30 })
    const { items } = await compStats(matches.ctx, input)
    expect(comps).toEqual(items)
    for (const filter of [{ tier: 'low' }, { tier: 3 }, { region: 'eu' }, { act: 'e8a3' }]) {
      const other = await page({ map, ...filter })
      expect(other.comps === null || other.stats.matches === 0).toBe(true)
    }
  })

  it('does not know a map that nobody knows', async () => {
    for (const filter of [{}, { patch: '1.1' }]) {
      await expect(page({ map: 'atlantis', ...filter })).rejects.toMatchObject({
        code: 'MAP_NOT_FOUND',
        fields: [{ pointer: '/map' }],
      })
    }
  })

  it('is empty for a map without matches, and for filters no match has', async () => {
    for (const question of [{ map: 'piazza' }, { map: await mostPlayed(), queue: 'nothing' }]) {
      const empty = await page(question)
      expect(empty).toMatchObject({ stats: { matches: 0 }, tiers: [], agents: [], comps: [] })
      expect(statsContract.mapPageOutput.parse(empty)).toEqual(empty)
    }
  })
})
