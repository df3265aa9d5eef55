import type { SummaryDelta } from '../catalog/index.ts'

/** What of a review its product's summary counts. */
export interface Counted {
  readonly rating: number
  readonly recommend: boolean
}

/** What has to be added to a summary when a review counts as `after` and counted as `before`; null: not at all. */
export function summaryDelta(before: Counted | null, after: Counted | null): SummaryDelta {
  const change = (counts: (review: Counted) => boolean) =>
    Number(after !== null && counts(after)) - Number(before !== null && counts(before))
  return {
    ratings: {
      1: change(({ rating }) => rating === 1),
      2: change(({ rating }) => rating === 2),
      3: change(({ rating }) => rating === 3),
      4: change(({ rating }) => rating === 4),
      5: change(({ rating }) => rating === 5),
    },
    recommended: change(({ recommend }) => recommend),
    notRecommended: change(({ recommend }) => !recommend),
  }
}
