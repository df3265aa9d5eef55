import { describe, expect, it } from 'vitest'
import { agentEntry } from '../testing/sums.ts'
import type { AgentSums } from './agent-entries.ts'
import { agentMeasures, type Side } from './agent-measures.ts'
import { agentStatsSchema } from './contract.ts'

const MATCHES = 100

function measures(sums: Partial<AgentSums>, side?: Side) {
  const of = { matches: MATCHES, minSample: 30, side }
  return agentMeasures(agentEntry('a', 'duelist', sums), undefined, of)
}

describe('the three shares of picks', () => {
  const picked = measures({ wins: 20, losses: 18, draws: 2, matches: 30 })

  it('are each of their own whole', () => {
    expect(picked.slotRate).toMatchObject({ n: 1_000, value: 0.04 })
    expect(picked.pickRate).toMatchObject({ n: 200, value: 0.2 })
    expect(picked.presence).toMatchObject({ n: 100, value: 0.3 })
  })

  it('add up to one by slot when every slot has an agent', () => {
    const shares = [300, 250, 200, 150, 100].map(
      (games) => measures({ wins: games }).slotRate.value,
    )
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  })
})

describe('the non-mirror win rate', () => {
  it('leaves out games in which both teams have the agent', () => {
    // 20 mirror games, ten won and ten lost by nature; 30 of the other 50 were won.
    const { winRate, nonMirrorWinRate } = measures({
      wins: 40,
      losses: 30,
      mirror_games: 20,
      non_mirror_wins: 30,
    })
    expect(winRate).toMatchObject({ n: 70, value: 40 / 70 })
    expect(nonMirrorWinRate).toMatchObject({ n: 50, value: 0.6 })
  })

  it('knows nothing when all games are mirrors', () => {
    const { nonMirrorWinRate } = measures({ wins: 5, losses: 5, mirror_games: 10 })
    expect(nonMirrorWinRate).toEqual({ n: 0, value: 0, lo: 0, hi: 1 })
  })
})

describe('the filter by side', () => {
  const sums = {
    ...{ wins: 2, losses: 1, rounds: 60, rounds_won: 32, score: 12_000, kills: 50 },
    ...{ attack_rounds: 30, attack_wins: 12, defence_rounds: 30, defence_wins: 20 },
  }

  it('takes the round win rate of that side', () => {
    expect(measures(sums).roundWinRate).toMatchObject({ n: 60, value: 32 / 60 })
    expect(measures(sums, 'attack').roundWinRate).toMatchObject({ n: 30, value: 0.4 })
    expect(measures(sums, 'defence').roundWinRate).toMatchObject({ n: 30, value: 20 / 30 })
  })

  it('leaves all else as it is, for it is not kept by side', () => {
    const { roundWinRate: _, ...both } = measures(sums)
    const { roundWinRate: __, ...attack } = measures(sums, 'attack')
    expect(attack).toEqual(both)
  })
})

describe('the measures of an agent', () => {
  it('keep the promise of the contract without a single game', () => {
    const nothing = measures({})
    expect(agentStatsSchema.parse(nothing)).toEqual(nothing)
  })
})
