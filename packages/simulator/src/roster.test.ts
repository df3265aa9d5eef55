import { AGENTS } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import { CLASSIC } from './arsenal.ts'
import { mapPool } from './meta.ts'
import { createPrng } from './prng.ts'
import { createRoster, type Seat } from './roster.ts'
import { createRosters } from './testing/fought-rounds.ts'

const draw = createRosters(createPrng('rosters'))
const rosters: readonly (readonly Seat[])[] = Array.from({ length: 300 }, draw)
const TEAMS = ['Red', 'Blue'] as const

const mates = (seats: readonly Seat[], team: Seat['team']) =>
  seats.filter((seat) => seat.team === team)

describe('createRoster', () => {
  it('seats ten different players, indexed by their place', () => {
    for (const seats of rosters) {
      expect(seats.map((seat) => seat.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(new Set(seats.map((seat) => seat.player.puuid)).size).toBe(10)
    }
  })

  it('makes two teams of five with different agents each', () => {
    const known = new Set<string>(AGENTS.map((agent) => agent.id))
    for (const seats of rosters) {
      for (const team of TEAMS) {
        const agents = mates(seats, team).map((seat) => seat.agent.id)
        expect(agents).toHaveLength(5)
        expect(new Set(agents).size).toBe(5)
        expect(agents.every((agent) => known.has(agent))).toBe(true)
      }
    }
  })

  it('lists the teams mixed, as documents do', () => {
    const redFirst = rosters.filter((seats) =>
      seats.slice(0, 5).every((seat) => seat.team === seats[0]?.team),
    )
    expect(redFirst.length).toBeLessThan(rosters.length / 20)
  })

  it('plays mirrored agents now and then', () => {
    const mirrored = rosters.filter((seats) => {
      const red = new Set(mates(seats, 'Red').map((seat) => seat.agent.id))
      return mates(seats, 'Blue').some((seat) => red.has(seat.agent.id))
    })
    expect(mirrored.length).toBeGreaterThan(rosters.length / 2)
    expect(mirrored.length).toBeLessThan(rosters.length)
  })

  it('keeps a party within one team', () => {
    for (const seats of rosters) {
      const teams = new Map<string, string>()
      for (const seat of seats) {
        expect(teams.get(seat.partyId) ?? seat.team).toBe(seat.team)
        teams.set(seat.partyId, seat.team)
      }
    }
  })

  it('has people who queue alone, parties, and full teams', () => {
    const sizes = rosters.flatMap((seats) => {
      const parties = new Map<string, number>()
      for (const { partyId } of seats) parties.set(partyId, (parties.get(partyId) ?? 0) + 1)
      return [...parties.values()]
    })
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(sizes.filter((size) => size === 1).length).toBeGreaterThan(sizes.length / 3)
  })

  it('is fair: neither team is stronger over many matches', () => {
    const differences = rosters.map((seats) => {
      const power = (team: Seat['team']) =>
        mates(seats, team).reduce((sum, seat) => sum + seat.power, 0) / 5
      return power('Red') - power('Blue')
    })
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
    expect(Math.abs(mean)).toBeLessThan(0.1)
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(3)
  })

  it('starts everybody at nothing, with a purse of one’s own', () => {
    const seats = rosters[0] ?? []
    for (const { tally, purse } of seats) {
      expect(tally).toEqual({ score: 0, kills: 0, deaths: 0, assists: 0 })
      expect(purse).toMatchObject({ credits: 800, gun: CLASSIC, spent: 0 })
    }
    expect(new Set(seats.map((seat) => seat.purse)).size).toBe(10)
    expect(new Set(seats.map((seat) => seat.tally)).size).toBe(10)
  })

  it('lets Sage and Clove bring people back, nobody else', () => {
    for (const { agent, canRevive } of rosters.flat()) {
      expect(canRevive).toBe(agent.name === 'Sage' || agent.name === 'Clove')
    }
  })

  it('refuses a lobby that is larger than two teams', () => {
    const players = [...(rosters[0] ?? []), ...(rosters[1] ?? [])].map((seat) => seat.player)
    const [map] = mapPool(0)
    if (map === undefined) return expect.unreachable()
    const input = { players, map, actIndex: 0 }
    expect(() => createRoster(createPrng('many'), input)).toThrow(RangeError)
  })
})
