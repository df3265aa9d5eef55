import { describe, expect, it } from 'vitest'
import { backoff } from './backoff.ts'

const POLICY = { baseMs: 100, maxMs: 1_000 }
const most = (attempt: number) => backoff(attempt, { ...POLICY, random: () => 1 })

describe('backoff', () => {
  it('doubles its cap with every attempt, up to the maximum', () => {
    expect([1, 2, 3, 4, 5, 60].map(most)).toEqual([100, 200, 400, 800, 1_000, 1_000])
  })

  it('is drawn from the whole range down to nothing', () => {
    expect(backoff(3, { ...POLICY, random: () => 0 })).toBe(0)
    expect(backoff(3, { ...POLICY, random: () => 0.25 })).toBe(100)
    const draws = Array.from({ length: 200 }, () => backoff(2, POLICY))
    expect(Math.max(...draws)).toBeLessThanOrEqual(200)
    expect(new Set(draws).size).toBeGreaterThan(100)
  })
})
