/** Where ranges of prices begin, in minor units of any currency; what is free has one of its own. */
export const PRICE_STARTS = [0, 1, 500, 1_000, 2_000, 4_000, 6_000, 10_000, 20_000] as const

/** Scores that a filter by score is offered for. */
export const SCORE_STEPS = [4.5, 4, 3.5, 3, 2] as const

export const NO_RANGE = -1

/** The last range that begins at or below a price. */
export function priceRange(price: number): number {
  return PRICE_STARTS.findLastIndex((start) => price >= start)
}

/** The highest of the steps that a score reaches; it reaches all after it, too. As exact as a `real`. */
export function scoreStep(score: number): number {
  return SCORE_STEPS.findIndex((step) => score >= Math.fround(step))
}
