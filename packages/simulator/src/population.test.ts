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

  it('reaches the whole population', () => {
    const prng = createPrng('everybody')
    const seen = new Set<string>()
    for (let lobby = 0; lobby < 3_000; lobby += 1) {
      for (const player of matchmake(prng, players, 10)) seen.add(player.puuid)
    }
    expect(seen.size / players.length).toBeGreaterThan(0.98)
  })
})

it('draws every region', () => {
  const prng = createPrng('regions')
  const drawn = new Set(Array.from({ length: 500 }, () => randomRegion(prng)))
  expect(drawn).toEqual(new Set(REGIONS))
})
