/** Mean-tier buckets of a match; `mid` and `high` are open upwards. Plus every single tier, 0..27. */
export type TierFilter = 'all' | 'low' | 'mid' | 'high' | number

/** Roll-ups keep a row per group beside the rows per tier, so that every filter is one key. */
const CODES = { all: -1, low: -2, mid: -3, high: -4 } as const

/** The key of a filter in a roll-up's `tier_group`: a tier is its own. */
export function tierGroup(filter: TierFilter): number {
  return typeof filter === 'number' ? filter : CODES[filter]
}
