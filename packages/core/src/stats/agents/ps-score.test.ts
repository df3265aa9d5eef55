import { describe, expect, it } from 'vitest'
import { agentEntry } from '../testing/sums.ts'
import { psScores } from './ps-score.ts'

const MATCHES = 500

/** An agent that is picked in `picks` of 1,000 team slots and wins `won` of 1,000 rounds. */
function score(picks: number, won: number) {
  const entry = agentEntry('a', null, { wins: picks, rounds: 1_000, rounds_won: won })
  return psScores([entry], MATCHES).get('a')
}

describe('psScores', () => {
  it('weighs picks by a third and rounds won above 49.7 % by thirty', () => {
    expect(score(300, 497)).toEqual({ score: 10, letter: 'C' })
    expect(score(0, 507)).toEqual({ score: 30, letter: 'B' })
    expect(score(300, 507)).toEqual({ score: 40, letter: 'A' })
  })

  it('is a whole number', () => {
    expect(score(100, 500)?.score).toBe(12)
  })

  it.each([
    [300, 527, 100, 'S'],
    [282, 527, 99, 'A'],
    [105, 497, 4, 'C'],
    [150, 507, 35, 'A'],
    [120, 507, 34, 'B'],
    [540, 497, 18, 'B'],
    [510, 497, 17, 'C'],
    [0, 496, -3, 'C'],
    [60, 495, -4, 'D'],
  ])('cuts: %d picks and %d rounds won are %d, %s', (picks, won, expected, letter) => {
    expect(score(picks, won)).toEqual({ score: expected, letter })
  })

  it('moves by a whole letter within the noise of ten thousand rounds', () => {
    const noise = 0.01
    const [low, high] = [0.5 - noise, 0.5 + noise].map((share) => score(100, 1_000 * share))
    expect((high?.score ?? 0) - (low?.score ?? 0)).toBe(60)
    expect([low?.letter, high?.letter]).toEqual(['D', 'A'])
  })
})
