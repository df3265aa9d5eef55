import { describe, expect, it } from 'vitest'
import { RATING_LABELS } from './contract.ts'
import { LABEL_RULES } from './rating-label.ts'

const LABELS: readonly (string | undefined)[] = RATING_LABELS

/** The first rule that fits, as the database reads the table. */
const labelOf = (recommended: number, reviews: number) =>
  LABEL_RULES.find((rule) => reviews >= rule.reviews && 100 * recommended >= rule.percent * reviews)
    ?.label

describe('LABEL_RULES', () => {
  it('can give every label, and no other', () => {
    expect(new Set(LABEL_RULES.map(({ label }) => label))).toEqual(new Set(RATING_LABELS))
  })

  it('say nothing below ten reviews and something from ten on', () => {
    for (let recommended = 0; recommended <= 9; recommended += 1) {
      expect(labelOf(recommended, 9)).toBeUndefined()
    }
    for (let recommended = 0; recommended <= 10; recommended += 1) {
      expect(labelOf(recommended, 10)).toBeDefined()
    }
  })

  it.each([10, 50, 500])('never get worse as more of %i recommend', (reviews) => {
    const ranks = Array.from({ length: reviews + 1 }, (_, recommended) =>
      LABELS.indexOf(labelOf(recommended, reviews)),
    )
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })
})
