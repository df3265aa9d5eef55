import type { ContentLookup } from './content/index.ts'
import { TIER_FILTERS, type TierFilter } from './tier-groups.ts'

export interface TierPart<Row> {
  readonly tier: TierFilter
  readonly name: string
  readonly row: Row
}

/** Rows by `tier_group` as pages list them: all, the buckets, single tiers; those without a row are left out. */
export function tierParts<Row>(
  content: Pick<ContentLookup, 'tierName'>,
  rows: ReadonlyMap<number, Row>,
): readonly TierPart<Row>[] {
  return TIER_FILTERS.flatMap(([tier, group]) => {
    const row = rows.get(group)
    const name = typeof tier === 'number' ? content.tierName(tier) : tier
    return row === undefined ? [] : [{ tier, name, row }]
  })
}
