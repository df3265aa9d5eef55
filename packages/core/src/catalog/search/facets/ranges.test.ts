import { describe, expect, it } from 'vitest'
import { NO_RANGE, PRICE_STARTS, priceRange, SCORE_STEPS, scoreStep } from './ranges.ts'

describe('priceRange', () => {
  it.each([
    [0, 0],
    [1, 1],
    [499, 499],
    [500, 999],
    [19_999, 19_999],
    [20_000, 1e12],
  ])('holds all prices from %i to %i in one', (from, to) => {
    expect(priceRange(from)).toBe(priceRange(to))
  })

  it('begins where its start says', () => {
    for (const [place, start] of PRICE_STARTS.entries()) {
      expect(priceRange(start)).toBe(place)
      expect(priceRange(start - 1)).toBe(place - 1)
    }
  })

  it('has none for what is not for sale', () => {
    expect(priceRange(Number.NaN)).toBe(NO_RANGE)
  })
})

describe('scoreStep', () => {
  it('is the highest one that is reached, as a real is compared', () => {
    for (const [place, step] of SCORE_STEPS.entries()) {
      expect(scoreStep(Math.fround(step))).toBe(place)
      expect(scoreStep(Math.fround(step - 0.001))).not.toBe(place)
    }
    expect(scoreStep(5)).toBe(0)
    expect(scoreStep(1.9)).toBe(NO_RANGE)
    expect(scoreStep(Number.NaN)).toBe(NO_RANGE)
  })
})
