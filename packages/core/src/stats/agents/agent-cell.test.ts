import { describe, expect, it } from 'vitest'
import { agentEntry } from '../testing/sums.ts'
import { agentCell } from './agent-cell.ts'
import { roleBoardCellSchema } from './contract.ts'

const played = (matches: number) => ({ matches, minSample: 30 })

describe('agentCell', () => {
  it('takes the win rate over games, the round win rate over rounds', () => {
    const record = { wins: 6, losses: 3, draws: 1, rounds: 200, rounds_won: 110 }
    expect(agentCell(agentEntry('a', null, record), undefined, played(50))).toMatchObject({
      games: 10,
      winRate: { n: 10, value: 0.6 },
      roundWinRate: { n: 200, value: 0.55 },
    })
  })

  it('takes the pick rate over the slots of two teams', () => {
    const entry = agentEntry('a', null, { wins: 50, losses: 50 })
    expect(agentCell(entry, undefined, played(50)).pickRate).toMatchObject({ n: 100, value: 1 })
  })

  it.each([
    [29, true],
    [30, false],
  ])('marks %d games as a small sample: %s', (games, lowSample) => {
    const entry = agentEntry('a', null, { wins: games })
    expect(agentCell(entry, undefined, played(games))).toMatchObject({ lowSample })
  })

  it('marks by the sample that is asked for', () => {
    const entry = agentEntry('a', null, { wins: 5 })
    const lowSample = (minSample: number) =>
      agentCell(entry, undefined, { matches: 5, minSample }).lowSample
    expect([0, 5, 6].map(lowSample)).toEqual([false, false, true])
  })

  it('puts an agent in the middle when its role has no standing for it', () => {
    const entry = agentEntry('a', null, { wins: 1 })
    expect(agentCell(entry, undefined, played(1))).toMatchObject({ score: 0, letter: 'B' })
    expect(agentCell(entry, { score: 1.5, letter: 'S' }, played(1))).toMatchObject({
      score: 1.5,
      letter: 'S',
    })
  })

  it('keeps the promise of the contract without a single game', () => {
    const cell = agentCell(agentEntry('a', null, {}), undefined, played(0))
    expect(roleBoardCellSchema.parse(cell)).toEqual(cell)
  })
})
