import { AGENTS } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import {
  agentStrength,
  attackAdvantage,
  canRevive,
  draftTeam,
  mapPool,
  STANDARD_MAPS,
} from './meta.ts'
import { attackingTeam, opponentOf, ROUND_MODES } from './modes.ts'
import { createPrng } from './prng.ts'
import { RELEASES, releaseAt } from './releases.ts'

const [firstMap] = STANDARD_MAPS

describe('draftTeam', () => {
  const prng = createPrng('draft')
  const teams = Array.from({ length: 1_000 }, () =>
    draftTeam(prng, firstMap ?? mapPool(0)[0] ?? fail(), 0),
  )

  it('has five different agents', () => {
    for (const team of teams) expect(new Set(team.map((agent) => agent.id)).size).toBe(5)
  })

  it('mixes roles', () => {
    const roles = teams.map((team) => new Set(team.map((agent) => agent.role)).size)
    expect(Math.min(...roles)).toBeGreaterThanOrEqual(2)
    expect(roles.filter((count) => count >= 3).length / roles.length).toBeGreaterThan(0.9)
  })

  it('picks every agent, popular ones more', () => {
    const picks = new Map(AGENTS.map((agent) => [agent.name as string, 0]))
    for (const agent of teams.flat()) picks.set(agent.name, (picks.get(agent.name) ?? 0) + 1)
    expect(Math.min(...picks.values())).toBeGreaterThan(0)
    expect(picks.get('Jett') ?? 0).toBeGreaterThan((picks.get('Harbor') ?? 0) * 2)
  })
})

describe('strengths', () => {
  it('differ by agent and map but stay moderate', () => {
    const values = AGENTS.flatMap((agent) =>
      STANDARD_MAPS.map((map) => agentStrength(agent, map, 0)),
    )
    expect(new Set(values).size).toBe(values.length)
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.5)
  })

  it('drift from act to act', () => {
    const [agent] = AGENTS
    const [map] = STANDARD_MAPS
    if (map === undefined) return expect.unreachable()
    const drift = Math.abs(agentStrength(agent, map, 0) - agentStrength(agent, map, 1))
    expect(drift).toBeGreaterThan(0)
    expect(drift).toBeLessThanOrEqual(0.2)
  })

  it('favour neither side by much', () => {
    for (const map of STANDARD_MAPS)
      expect(Math.abs(attackAdvantage(map))).toBeLessThanOrEqual(0.25)
  })

  it('know who can revive', () => {
    expect(AGENTS.filter(canRevive).map((agent) => agent.name)).toEqual(['Clove', 'Sage'])
  })
})

describe('map pool', () => {
  it('has seven standard maps and rotates with the act', () => {
    for (const act of [0, 1, 2, 3, 4]) expect(new Set(mapPool(act)).size).toBe(7)
    expect(mapPool(0)).not.toEqual(mapPool(1))
    const overall = new Set([0, 1, 2, 3].flatMap((act) => mapPool(act)))
    expect(overall.size).toBe(STANDARD_MAPS.length)
  })
})

describe('releases', () => {
  it('are in time order and belong to known acts', () => {
    const times = RELEASES.map((release) => release.from)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    for (const release of RELEASES) {
      expect(release.actId).toMatch(/^[0-9a-f-]{36}$/)
      expect(release.gameVersion).toMatch(/^release-\d\d\.\d\d-shipping-\d+-\d+$/)
      expect(release.gameVersion).toContain(`release-${release.major}.`)
    }
  })

  it('are found by time', () => {
    expect(releaseAt(0)).toBe(RELEASES[0])
    expect(releaseAt(Date.parse('2026-01-08')).gameVersion).toContain('12.00')
    expect(releaseAt(Date.parse('2030-01-01'))).toBe(RELEASES.at(-1))
  })
})

describe('attackingTeam', () => {
  it('swaps sides after the half and every round of overtime', () => {
    const attackers = (rounds: readonly number[]) =>
      rounds.map((round) => attackingTeam(ROUND_MODES.competitive, round))
    expect(attackers([0, 11, 12, 23])).toEqual(['Red', 'Red', 'Blue', 'Blue'])
    expect(attackers([24, 25, 26, 27])).toEqual(['Red', 'Blue', 'Red', 'Blue'])
  })

  it('follows the half of short modes', () => {
    expect([3, 4].map((round) => attackingTeam(ROUND_MODES.swiftplay, round))).toEqual([
      'Red',
      'Blue',
    ])
    expect([2, 3].map((round) => attackingTeam(ROUND_MODES.spikerush, round))).toEqual([
      'Red',
      'Blue',
    ])
  })

  it('knows the other team', () => {
    expect([opponentOf('Red'), opponentOf('Blue')]).toEqual(['Blue', 'Red'])
  })
})

function fail(): never {
  throw new Error('no map')
}
