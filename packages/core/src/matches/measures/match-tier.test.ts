import { describe, expect, it } from 'vitest'
import type { DocumentPlayer } from '../match-document.ts'
import { matchOf } from '../sources/testing/parse-fixture.ts'
import { matchTier } from './match-tier.ts'

const [template] = matchOf([{}]).players

function tierOf(...tiers: number[]): number {
  const players = tiers.flatMap((tier): DocumentPlayer[] =>
    template ? [{ ...template, tier }] : [],
  )
  return matchTier({ players })
}

describe('matchTier', () => {
  it('is the mean of the ranked players', () => {
    expect(tierOf(10, 12, 14)).toBe(12)
  })

  it('does not let unranked players pull the mean down', () => {
    expect(tierOf(20, 0, 0, 0, 20)).toBe(20)
  })

  it('is 0 when nobody is ranked', () => {
    expect(tierOf(0, 0)).toBe(0)
    expect(tierOf()).toBe(0)
  })

  it('falls into the bucket of the exact mean', () => {
    expect(tierOf(14, 14)).toBe(14)
    expect(tierOf(14, 14, 14, 14, 15)).toBe(15)
    expect(tierOf(23, 23)).toBe(23)
    expect(tierOf(23, 23, 24)).toBe(24)
  })
})
