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
import { createPrng } from './prng.ts'

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

function fail(): never {
  throw new Error('no map')
}
