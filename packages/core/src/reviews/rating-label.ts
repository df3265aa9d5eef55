import { z } from 'zod'
import { MAX_INT4 } from '../pagination.ts'
import { text } from '../text.ts'

/** A product in words. The first rule that fits holds; without one that does there is no label. */
export const labelRules = z
  .array(
    z.object({
      label: text(60),
      percent: z.int().min(0).max(100).describe('Of the reviews, at least so many recommend it.'),
      reviews: z.int().min(1).max(MAX_INT4).describe('Number of reviews, at least.'),
    }),
  )
  .max(50)
  .superRefine((rules, context) => {
    for (const [index, rule] of rules.entries()) {
      if (rules.slice(0, index).some((earlier) => covers(earlier, rule))) {
        const message = 'never holds: an earlier rule always fits as well'
        context.addIssue({ code: 'custom', path: [index], message })
      }
    }
  })

export type LabelRule = z.output<typeof labelRules>[number]

const covers = (earlier: LabelRule, later: LabelRule) =>
  earlier.percent <= later.percent && earlier.reviews <= later.reviews

/** The cuts that players know from Steam: fewer than ten reviews say nothing. */
export const LABEL_RULES: readonly LabelRule[] = [
  { label: 'Overwhelmingly Positive', percent: 95, reviews: 500 },
  { label: 'Very Positive', percent: 80, reviews: 50 },
  { label: 'Positive', percent: 80, reviews: 10 },
  { label: 'Mostly Positive', percent: 70, reviews: 10 },
  { label: 'Mixed', percent: 40, reviews: 10 },
  { label: 'Mostly Negative', percent: 20, reviews: 10 },
  { label: 'Overwhelmingly Negative', percent: 0, reviews: 500 },
  { label: 'Very Negative', percent: 0, reviews: 50 },
  { label: 'Negative', percent: 0, reviews: 10 },
]

/** The rules of an installation. */
export interface ReviewLabels {
  /** As JSON, the way statements take them. */
  readonly rules: string
  /** Different for different rules: part of the version of a page that shows labels. */
  readonly version: string
}
