import { describe, expect, it } from 'vitest'
import { LABEL_RULES, labelRules } from './rating-label.ts'

/** From best to worst. */
const LABELS: readonly (string | undefined)[] = [
  'Overwhelmingly Positive',
  'Very Positive',
  'Positive',
  'Mostly Positive',
  'Mixed',
  'Mostly Negative',
  'Negative',
  'Very Negative',
  'Overwhelmingly Negative',
]

/** The first rule that fits, as the database reads the table. */
const labelOf = (recommended: number, reviews: number) =>
  LABEL_RULES.find((rule) => reviews >= rule.reviews && 100 * recommended >= rule.percent * reviews)
    ?.label

describe('LABEL_RULES', () => {
  it('are rules like any others', () => {
    expect(labelRules.parse(LABEL_RULES)).toEqual(LABEL_RULES)
  })

  it('can give every label, and no other', () => {
    expect(new Set(LABEL_RULES.map(({ label }) => label))).toEqual(new Set(LABELS))
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

describe('labelRules', () => {
  const problems = (rules: unknown) =>
    labelRules.safeParse(rules).error?.issues.map(({ path }) => path.join('.')) ?? []
  const good = { label: 'Good', percent: 50, reviews: 10 }

  it('may be none, and trims labels', () => {
    expect(labelRules.parse([])).toEqual([])
    expect(labelRules.parse([{ ...good, label: ' Good ' }])).toEqual([good])
  })

  it.each([
    ['no list', {}, ['']],
    ['a rule without anything', [{}], ['0.label', '0.percent', '0.reviews']],
    ['an empty label', [{ ...good, label: ' ' }], ['0.label']],
    ['a label of 61 letters', [{ ...good, label: 'x'.repeat(61) }], ['0.label']],
    ['more than all', [{ ...good, percent: 101 }], ['0.percent']],
    ['a fraction', [good, { ...good, percent: 49.5 }], ['1.percent']],
    ['not a single review', [{ ...good, reviews: 0 }], ['0.reviews']],
    ['more reviews than can be', [{ ...good, reviews: 2_147_483_648 }], ['0.reviews']],
    ['text for a number', [{ ...good, percent: '50' }], ['0.percent']],
    ['51 rules', Array.from({ length: 51 }, (_, n) => ({ ...good, percent: 99 - n })), ['']],
  ])('refuse %s', (_, rules, paths) => {
    expect(problems(rules)).toEqual(paths)
  })

  it('refuse one that an earlier one leaves nothing to', () => {
    const better = { label: 'Better', percent: 90, reviews: 20 }
    expect(problems([better, good])).toEqual([])
    expect(problems([good, better])).toEqual(['1'])
    expect(problems([good, good, better])).toEqual(['1', '2'])
    expect(problems([{ ...good, reviews: 30 }, better])).toEqual([])
  })
})
