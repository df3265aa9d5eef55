import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickRate, rate } from './rate.ts'

describe('rate', () => {
  it('gives the Wilson interval of published examples', () => {
    // Newcombe 1998, table I: 81 of 263 and 15 of 148.
    const first = rate(81, 263)
    expect([first.lo.toFixed(4), first.hi.toFixed(4)]).toEqual(['0.2553', '0.3662'])
    const second = rate(15, 148)
    expect([second.lo.toFixed(4), second.hi.toFixed(4)]).toEqual(['0.0624', '0.1605'])
  })

  it('knows nothing without trials', () => {
    expect(rate(0, 0)).toEqual({ n: 0, value: 0, lo: 0, hi: 1 })
  })

  it('ranks a good share of many games above a perfect one of few', () => {
    expect(rate(60, 100).lo).toBeGreaterThan(rate(2, 2).lo)
  })

  it('keeps 0 <= lo <= value <= hi <= 1 for every count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const { value, lo, hi } = rate(Math.floor(share * n), n)
          const epsilon = 1e-12
          return lo >= 0 && lo <= value + epsilon && value <= hi + epsilon && hi <= 1
        },
      ),
    )
  })

  it('is a share even of a document that contradicts itself', () => {
    expect(rate(15, 1)).toEqual(rate(1, 1))
    expect(rate(15, 1).lo).toBeGreaterThan(0)
  })
})

describe('pickRate', () => {
  it('is over the slots of two teams', () => {
    expect(pickRate(30, 50)).toMatchObject({ n: 100, value: 0.3 })
  })
})
