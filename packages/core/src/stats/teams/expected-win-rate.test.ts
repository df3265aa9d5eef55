import { describe, expect, it } from 'vitest'
import { expectedWinRate } from './expected-win-rate.ts'

const record = (share: number) => ({ wins: share * 1e6, games: 1e6 })
const EVEN = record(0.5)

describe('expectedWinRate', () => {
  it('of two agents that change nothing is that of all teams', () => {
    expect(expectedWinRate([EVEN, EVEN], EVEN)).toBeCloseTo(0.5, 6)
    // With draws, all teams together win less than half of their games.
    const base = record(0.48)
    expect(expectedWinRate([base, base], base)).toBeCloseTo(0.48, 5)
  })

  it('is that of the one when the other changes nothing', () => {
    expect(expectedWinRate([record(0.56), EVEN], EVEN)).toBeCloseTo(0.56, 5)
  })

  it('multiplies odds', () => {
    // Odds of 3 : 2 twice are 9 : 4.
    expect(expectedWinRate([record(0.6), record(0.6)], EVEN)).toBeCloseTo(9 / 13, 5)
    expect(expectedWinRate([record(0.6), record(0.4)], EVEN)).toBeCloseTo(0.5, 5)
  })

  it('does not care which agent comes first', () => {
    const [a, b] = [record(0.53), record(0.47)]
    expect(expectedWinRate([a, b], EVEN)).toBe(expectedWinRate([b, a], EVEN))
  })

  it('stays between 0 and 1 for agents that never won, never lost or never played', () => {
    const extremes = [
      { wins: 0, games: 0 },
      { wins: 0, games: 3 },
      { wins: 3, games: 3 },
    ]
    for (const a of extremes) {
      for (const b of extremes) {
        const expected = expectedWinRate([a, b], EVEN)
        expect(expected).toBeGreaterThan(0)
        expect(expected).toBeLessThan(1)
      }
    }
  })
})
