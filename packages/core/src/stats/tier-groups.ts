/** Mean-tier buckets of a match; `mid` and `high` are open upwards. Plus every single tier, 0..27. */
export type TierFilter = 'all' | 'low' | 'mid' | 'high' | number

/** Roll-ups keep a row per group beside the rows per tier, so that every filter is one key. */
const CODES = { all: -1, low: -2, mid: -3, high: -4 } as const

/** The key of a filter in a roll-up's `tier_group`: a tier is its own. */
export function tierGroup(filter: TierFilter): number {
  return typeof filter === 'number' ? filter : CODES[filter]
}

/** Filters with their keys, as pages list them: all, the buckets, single tiers. */
export const TIER_FILTERS: readonly (readonly [TierFilter, number])[] = [
  ...(['all', 'low', 'mid', 'high'] as const).map((bucket) => [bucket, CODES[bucket]] as const),
  ...Array.from({ length: 28 }, (_, tier) => [tier, tier] as const),
]

/** A tier that is in the same buckets: sums by bucket need no finer ones. */
export function bucketTier(tier: number): number {
  if (tier === 0) return 0
  if (tier <= 14) return 14
  return tier <= 23 ? 23 : 27
}
