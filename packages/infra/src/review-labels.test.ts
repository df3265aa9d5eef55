import { LABEL_RULES } from '@loadout/core/reviews'
import { describe, expect, it } from 'vitest'
import { ConfigError, infraEnv, parseEnv } from './config.ts'
import { createReviewLabels } from './review-labels.ts'

const labelsFrom = (text?: string) =>
  parseEnv({ REVIEW_LABELS: infraEnv.REVIEW_LABELS }, { REVIEW_LABELS: text }).REVIEW_LABELS

function problemsOf(text: string): readonly string[] {
  try {
    labelsFrom(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
  }
  throw new Error('the rules were accepted')
}

const GOOD = { label: 'Good', percent: 80, reviews: 10 }

describe('REVIEW_LABELS', () => {
  it('is the table of the product unless it is set', () => {
    expect(labelsFrom()).toEqual(LABEL_RULES)
    expect(labelsFrom('')).toEqual(LABEL_RULES)
  })

  it('takes another table, or none', () => {
    expect(labelsFrom(JSON.stringify([GOOD]))).toEqual([GOOD])
    expect(labelsFrom('[]')).toEqual([])
  })

  it('takes the example of its description', () => {
    const [, example = ''] = /`(\[.*\])`/.exec(infraEnv.REVIEW_LABELS.description ?? '') ?? []
    expect(labelsFrom(example)).toHaveLength(2)
  })

  it('reports every problem and where it is, never a value', () => {
    expect(problemsOf('Good: 80')).toEqual(['REVIEW_LABELS: is no JSON'])
    const problems = problemsOf(JSON.stringify([GOOD, { label: 7, percent: 800, secret: 'x' }]))
    expect(problems.map((line) => line.replace(/:.* \(/, ' ('))).toEqual([
      'REVIEW_LABELS (at 1.label)',
      'REVIEW_LABELS (at 1.percent)',
      'REVIEW_LABELS (at 1.reviews)',
    ])
    expect(problems.join()).not.toMatch(/Good|800|secret/)
  })
})

describe('createReviewLabels', () => {
  it('has a version that is another one for other rules only', () => {
    const { rules, version } = createReviewLabels(LABEL_RULES)
    expect(JSON.parse(rules)).toEqual(LABEL_RULES)
    expect(version).toMatch(/^[0-9a-f]{8}$/)
    expect(createReviewLabels(structuredClone(LABEL_RULES)).version).toBe(version)
    for (const other of [[], [GOOD], LABEL_RULES.slice(1), LABEL_RULES.toReversed()]) {
      expect(createReviewLabels(other).version).not.toBe(version)
    }
  })
})
