import { describe, expect, it } from 'vitest'
import { decideRefresh, GRACE_MS, ROTATE_AFTER_MS, standingOf } from './decide-refresh.ts'

const NOW = new Date('2026-04-01T12:00:00Z')

/** A session whose present generation, 7, was given for 4: 5 and 6 were lost. */
const session = (age: number, isUsed = false) => ({
  generation: 7,
  previousGeneration: 4,
  isUsed,
  rotatedAt: new Date(NOW.getTime() - age),
  now: NOW,
})

describe('decideRefresh', () => {
  it.each([
    ['the present one, just made', 7, 0, false, 'repeat'],
    ['the present one, in use and young', 7, ROTATE_AFTER_MS - 1, true, 'repeat'],
    ['the present one, old enough', 7, ROTATE_AFTER_MS, true, 'rotate'],
    ['the present one, never used', 7, ROTATE_AFTER_MS, false, 'rotate'],
    ['the one before, at once', 4, 0, false, 'repeat'],
    ['the one before, within the grace though its successor is in use', 4, 9_999, true, 'repeat'],
    ['the one before, whose answer was lost', 4, GRACE_MS, false, 'replace'],
    ['the one before, whose answer was lost long ago', 4, 86_400_000, false, 'replace'],
    ['the one before, whose successor is in use', 4, GRACE_MS, true, 'stolen'],
    ['an older one', 3, 0, false, 'stolen'],
    ['the first one', 0, 0, false, 'stolen'],
    ['one that was replaced', 5, 0, false, 'stolen'],
    ['the last one that was replaced', 6, 86_400_000, false, 'stolen'],
    ['one that was not made yet', 8, 0, false, 'stolen'],
  ] as const)('%s', (_, presented, age, isUsed, decision) => {
    expect(decideRefresh(session(age, isUsed), presented)).toBe(decision)
  })

  it('knows of no token before the first', () => {
    const fresh = { ...session(0), generation: 0, previousGeneration: -1 }
    expect(decideRefresh(fresh, 0)).toBe('repeat')
    expect(decideRefresh({ ...fresh, rotatedAt: new Date(0) }, 0)).toBe('rotate')
  })

  it('leaves a late answer time to arrive before the next generation is made', () => {
    expect(ROTATE_AFTER_MS - GRACE_MS).toBeGreaterThanOrEqual(GRACE_MS)
  })
})

describe('standingOf', () => {
  it.each([
    [7, 'good'],
    [4, 'good'],
    [6, 'void'],
    [5, 'void'],
    [8, 'void'],
    [3, 'old'],
    [0, 'old'],
  ] as const)('an access token of generation %i is %s', (presented, standing) => {
    expect(standingOf(session(0), presented)).toBe(standing)
  })
})
