import { describe, expect, it } from 'vitest'
import { type Counted, summaryDelta } from './summary-delta.ts'

const RATINGS = [1, 2, 3, 4, 5] as const
const one = (rating: number, recommend: boolean): Counted => ({ rating, recommend })

describe('summaryDelta', () => {
  it('adds a review, and takes it away again', () => {
    expect(summaryDelta(null, one(4, true))).toEqual({
      ratings: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 0 },
      recommended: 1,
      notRecommended: 0,
    })
    expect(summaryDelta(one(2, false), null)).toEqual({
      ratings: { 1: 0, 2: -1, 3: 0, 4: 0, 5: 0 },
      recommended: 0,
      notRecommended: -1,
    })
  })

  it('moves a review from what it was to what it is', () => {
    expect(summaryDelta(one(1, false), one(5, true))).toEqual({
      ratings: { 1: -1, 2: 0, 3: 0, 4: 0, 5: 1 },
      recommended: 1,
      notRecommended: -1,
    })
  })

  it('is nothing where nothing changed', () => {
    for (const rating of RATINGS) {
      for (const [before, after] of [
        [one(rating, true), one(rating, true)],
        [null, null],
      ] as const) {
        const { ratings, ...rest } = summaryDelta(before, after)
        expect(Object.values(ratings ?? {})).toEqual([0, 0, 0, 0, 0])
        expect(rest).toEqual({ recommended: 0, notRecommended: 0 })
      }
    }
  })
})
