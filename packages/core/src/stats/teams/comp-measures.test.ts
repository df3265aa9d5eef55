import { describe, expect, it } from 'vitest'
import { agentDimension } from '../testing/sums.ts'
import { agentKeys, compMeasures } from './comp-measures.ts'

const NAMED = new Map(
  [
    agentDimension(3, 'jett', 'duelist'),
    agentDimension(8, 'omen', 'controller'),
    agentDimension(12, 'viper', 'controller'),
    agentDimension(40, 'new'),
  ].map((agent) => [agent.key, agent]),
)
const OF = { named: NAMED, matches: 100, minSample: 30 }
const SUMS = {
  ...{ games: 20, wins: 12, draws: 1, rounds: 400, rounds_won: 210 },
  ...{ attack_rounds: 200, attack_wins: 96, rank: 0.5 },
}

describe('agentKeys', () => {
  it('takes a composition apart', () => {
    expect(agentKeys('3.8.12.40.41')).toEqual([3, 8, 12, 40, 41])
  })
})

describe('compMeasures', () => {
  const comp = compMeasures({ ...SUMS, comp: '0.3.8.12.40' }, OF)

  it('names the agents in their order, and says where one is not known', () => {
    expect(comp.agents.map((agent) => agent?.name)).toEqual([
      undefined,
      'jett',
      'omen',
      'viper',
      'new',
    ])
    expect(comp.agents[0]).toBeNull()
  })

  it('counts roles, those that are not known for none', () => {
    expect(comp.roles).toEqual({ duelist: 1, initiator: 0, controller: 2, sentinel: 0 })
  })

  it('measures teams, not players', () => {
    expect(comp).toMatchObject({
      games: 20,
      winRate: { n: 20, value: 0.6 },
      pickRate: { n: 200, value: 0.1 },
      roundWinRate: { n: 400, value: 0.525 },
      attackRoundWinRate: { n: 200, value: 0.48 },
      lowSample: true,
    })
  })
})
