import { describe, expect, it } from 'vitest'
import { createLocator, viewRadians } from './locations.ts'
import { STANDARD_MAPS } from './meta.ts'
import { createPrng } from './prng.ts'

const players = [
  { seat: 0, puuid: 'a', side: 'attack' },
  { seat: 1, puuid: 'b', side: 'defence' },
] as const

describe('createLocator', () => {
  it('uses three sites where the map has three, else two', () => {
    for (const map of STANDARD_MAPS) {
      const locator = createLocator(createPrng('sites'), map, false)
      const sites = new Set(Array.from({ length: 60 }, () => locator.startRound()))
      const expected = map.name === 'Haven' || map.name === 'Lotus' ? ['A', 'B', 'C'] : ['A', 'B']
      expect([...sites].sort()).toEqual(expected)
    }
  })

  it('moves attackers from their spawn to the site', () => {
    const [map] = STANDARD_MAPS
    if (map === undefined) return expect.unreachable()
    const locator = createLocator(createPrng('walk'), map, false)
    locator.startRound()
    const distance = (atMs: number) => {
      const at = locator.positionOf(0, 'attack', atMs)
      const spike = locator.spike()
      return Math.hypot(at.x - spike.x, at.y - spike.y)
    }
    expect(distance(40_000)).toBeLessThan(2_500)
    expect(distance(0)).toBeGreaterThan(distance(40_000))
  })

  it('sees everybody it is asked for, in whole units', () => {
    const [map] = STANDARD_MAPS
    if (map === undefined) return expect.unreachable()
    const locator = createLocator(createPrng('look'), map, false)
    locator.startRound()
    const seen = locator.lookAround(players, 10_000)
    expect(seen.map(({ puuid }) => puuid)).toEqual(['a', 'b'])
    for (const { location } of seen) {
      expect(Number.isInteger(location.x) && Number.isInteger(location.y)).toBe(true)
    }
  })

  it('tells nothing in compact documents, but the same sites', () => {
    const [map] = STANDARD_MAPS
    if (map === undefined) return expect.unreachable()
    const compact = createLocator(createPrng('compact'), map, true)
    const full = createLocator(createPrng('compact'), map, false)
    for (let round = 0; round < 20; round += 1) {
      expect(compact.startRound()).toBe(full.startRound())
      full.lookAround(players, 5_000)
    }
    expect(compact.lookAround(players, 5_000)).toEqual([])
    expect(compact.positionOf(0, 'attack', 0)).toEqual({ x: 0, y: 0 })
  })
})

it('looks in any direction, with at most seven decimals', () => {
  const prng = createPrng('view')
  for (let index = 0; index < 500; index += 1) {
    const angle = viewRadians(prng)
    expect(angle).toBeGreaterThanOrEqual(0)
    expect(angle).toBeLessThanOrEqual(6.2831854)
    expect(String(angle)).toMatch(/^\d(\.\d{1,7})?$|e-/)
  }
})
