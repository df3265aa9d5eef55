import { describe, expect, it } from 'vitest'
import { createPopulation, matchmake, REGIONS, randomRegion } from './population.ts'
import { createPrng } from './prng.ts'

const population = createPopulation(createPrng('population'), 5_000)
const everybody = [...population.values()].flat()

describe('createPopulation', () => {
  it('fills every region and is about as large as asked', () => {
    expect([...population.keys()]).toEqual([...REGIONS])
    expect(Math.abs(everybody.length - 5_000)).toBeLessThan(10)
    for (const [region, players] of population) {
      expect(players.every((player) => player.region === region)).toBe(true)
    }
  })

  it('gives small populations enough players for a lobby in every region', () => {
    const small = createPopulation(createPrng('small'), 10)
    for (const players of small.values()) expect(players.length).toBeGreaterThanOrEqual(30)
  })

  it('has one id per player', () => {
    expect(new Set(everybody.map((player) => player.puuid)).size).toBe(everybody.length)
  })

  it('leaves some players unranked and none in the unused tiers', () => {
    const tiers = everybody.map((player) => player.tier)
    const unranked = tiers.filter((tier) => tier === 0).length / tiers.length
    expect(unranked).toBeGreaterThan(0.05)
    expect(unranked).toBeLessThan(0.12)
    expect(tiers.some((tier) => tier === 1 || tier === 2 || tier > 27)).toBe(false)
  })

  it('has most players in silver and gold and few at the ends', () => {
    const ranked = everybody.map((player) => player.tier).filter((tier) => tier > 0)
    const share = (low: number, high: number) =>
      ranked.filter((tier) => tier >= low && tier <= high).length / ranked.length
    expect(share(9, 14)).toBeGreaterThan(0.35)
    expect(share(3, 4)).toBeLessThan(0.05)
    expect(share(24, 27)).toBeLessThan(0.05)
    expect(share(24, 27)).toBeGreaterThan(0)
  })

  it('ranks better players higher', () => {
    const ranked = everybody.filter((player) => player.tier > 0).sort((a, b) => a.skill - b.skill)
    const tiers = ranked.map((player) => player.tier)
    expect(tiers).toEqual([...tiers].sort((a, b) => a - b))
  })
})

describe('skill', () => {
  const skills = everybody.map((player) => player.skill)

  it('has mean zero and about unit variance', () => {
    const mean = skills.reduce((sum, skill) => sum + skill, 0) / skills.length
    const variance = skills.reduce((sum, skill) => sum + (skill - mean) ** 2, 0) / skills.length
    expect(Math.abs(mean)).toBeLessThan(0.06)
    expect(Math.abs(variance - 1)).toBeLessThan(0.15)
  })

  it('has nobody beyond all bounds', () => {
    expect(Math.max(...skills.map(Math.abs))).toBeLessThan(4.5)
  })

  it('rises within a region, as matchmaking needs', () => {
    for (const players of population.values()) {
      const region = players.map((player) => player.skill)
      expect(region).toEqual([...region].sort((a, b) => a - b))
    }
  })
})

describe('identity', () => {
  it('is the same for the same seed', () => {
    const again = createPopulation(createPrng('population'), 5_000)
    expect([...again.values()].flat()).toEqual(everybody)
    const other = createPopulation(createPrng('another'), 100)
    const known = new Set(everybody.map((player) => player.puuid))
    expect([...other.values()].flat().some((player) => known.has(player.puuid))).toBe(false)
  })

  it('has names that differ but may repeat, and shared cards and titles', () => {
    const distinct = (value: (player: (typeof everybody)[number]) => string) =>
      new Set(everybody.map(value)).size
    expect(distinct((player) => `${player.gameName}#${player.tagLine}`)).toBeGreaterThan(4_500)
    expect(distinct((player) => player.card)).toBe(24)
    expect(distinct((player) => player.title)).toBe(16)
  })
})

describe('matchmake', () => {
  const players = population.get('eu') ?? []

  it('finds distinct players of similar skill', () => {
    const prng = createPrng('lobbies')
    for (let lobby = 0; lobby < 200; lobby += 1) {
      const chosen = matchmake(prng, players, 10)
      expect(new Set(chosen).size).toBe(10)
      const ranks = chosen.map((player) => players.indexOf(player))
      expect(Math.max(...ranks) - Math.min(...ranks)).toBeLessThan(25)
    }
  })

  it('fills a lobby from a region that is hardly larger', () => {
    const prng = createPrng('tight')
    const few = players.slice(0, 14)
    for (let lobby = 0; lobby < 50; lobby += 1) {
      expect(new Set(matchmake(prng, few, 14))).toEqual(new Set(few))
    }
  })

  it('is not always the same lobby, and not always in the same order', () => {
    const prng = createPrng('order')
    const lobbies = Array.from({ length: 50 }, () => matchmake(prng, players, 10))
    const sorted = lobbies.filter((lobby) =>
      lobby.every((player, index) => player.skill >= (lobby[index - 1]?.skill ?? -9)),
    )
    expect(sorted).toHaveLength(0)
    expect(new Set(lobbies.map((lobby) => lobby[0])).size).toBeGreaterThan(40)
  })

  it('reaches the whole population', () => {
    const prng = createPrng('everybody')
    const seen = new Set<string>()
    for (let lobby = 0; lobby < 3_000; lobby += 1) {
      for (const player of matchmake(prng, players, 10)) seen.add(player.puuid)
    }
    expect(seen.size / players.length).toBeGreaterThan(0.98)
  })
})

it('draws regions by their size, every one of them', () => {
  const prng = createPrng('regions')
  const drawn = Array.from({ length: 4_000 }, () => randomRegion(prng))
  const share = (region: string) => drawn.filter((name) => name === region).length / drawn.length
  expect(new Set(drawn)).toEqual(new Set(REGIONS))
  expect(Math.abs(share('eu') - 0.32)).toBeLessThan(0.04)
  expect(Math.abs(share('br') - 0.08)).toBeLessThan(0.03)
})
