import { describe, expect, it } from 'vitest'
import { agentEntry } from '../testing/sums.ts'
import type { AgentEntry, AgentSums } from './agent-entries.ts'
import { agentMeasures } from './agent-measures.ts'
import { DIFFERENCES } from './contract.ts'
import { versusRole } from './versus-role.ts'

const JETT = agentEntry('jett', 'duelist', {
  ...{ wins: 60, losses: 40, rounds: 2_000, score: 500_000, kills: 1_800, deaths: 1_500 },
})
const IDLE = agentEntry('idle', 'duelist', {
  ...{ wins: 100, losses: 200, rounds: 6_000, score: 900_000, kills: 3_000, deaths: 4_500 },
})
const SAGE = agentEntry('sage', 'sentinel', { wins: 10, rounds: 200, score: 90_000 })
const ALL = [JETT, IDLE, SAGE]

const statsOf = (entry: AgentEntry<AgentSums>) =>
  agentMeasures(entry, undefined, { matches: 300, minSample: 30, side: undefined })

describe('versusRole', () => {
  it('has the mean of all games of the role, not of its agents', () => {
    const role = versusRole(statsOf(JETT), ALL)
    expect(role).toMatchObject({
      agents: 2,
      mean: { games: 400, winRate: { n: 400, value: 0.4 }, acs: 1_400_000 / 8_000, kd: 0.8 },
    })
  })

  it('tells how far the agent is from it', () => {
    const { difference } = versusRole(statsOf(JETT), ALL) ?? {}
    expect(difference?.winRate).toBeCloseTo(0.2, 12)
    expect(difference?.acs).toBeCloseTo(75, 9)
    expect(difference?.kd).toBeCloseTo(0.4, 12)
    expect(Object.keys(difference ?? {}).sort()).toEqual(DIFFERENCES.toSorted())
  })

  it('finds no difference for the only agent of a role', () => {
    const { difference, agents } = versusRole(statsOf(SAGE), ALL) ?? {}
    expect(agents).toBe(1)
    expect(new Set(Object.values(difference ?? {}))).toEqual(new Set([0]))
  })

  it('has nothing to say of an unknown role, or one nobody played', () => {
    expect(versusRole(statsOf(agentEntry('new', null, { wins: 1 })), ALL)).toBeNull()
    expect(versusRole(statsOf(agentEntry('omen', 'controller', {})), ALL)).toBeNull()
  })
})
