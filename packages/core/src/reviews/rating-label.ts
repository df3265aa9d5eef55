import type { RATING_LABELS } from './contract.ts'

export interface LabelRule {
  readonly label: (typeof RATING_LABELS)[number]
  /** Of the reviews, at least so many per cent recommend the product. */
  readonly percent: number
  /** Number of reviews, at least. */
  readonly reviews: number
}

/**
 * A product in words. The first rule that fits holds; fewer than ten reviews say nothing. The cuts are those
 * that players know from Steam.
 */
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
