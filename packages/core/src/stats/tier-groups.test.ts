import { describe, expect, it } from 'vitest'
import { createContentLookup } from './content/index.ts'
import { bucketTier, TIER_FILTERS, tierGroup } from './tier-groups.ts'
import { tierParts } from './tier-parts.ts'

const content = createContentLookup()

describe('tierGroup', () => {
  it('gives every filter a key of its own, a tier its number', () => {
    const groups = TIER_FILTERS.map(([filter]) => tierGroup(filter))
    expect(groups).toEqual(TIER_FILTERS.map(([, group]) => group))
    expect(new Set(groups).size).toBe(4 + 28)
    expect(tierGroup(14)).toBe(14)
  })
})

describe('bucketTier', () => {
  /** The buckets of a tier, as the specification has them. */
  const buckets = (tier: number) => [tier > 0 && tier <= 14, tier > 14, tier > 23]

  it('is in the same buckets as the tier it stands for', () => {
    for (let tier = 0; tier <= 27; tier++) expect(buckets(bucketTier(tier))).toEqual(buckets(tier))
  })
})

describe('tierParts', () => {
  it('lists all, the buckets and then the tiers, by name', () => {
    const rows = new Map([
      [14, 'a'],
      [3, 'b'],
      [-3, 'c'],
      [-1, 'd'],
    ])
    expect(tierParts(content, rows)).toEqual([
      { tier: 'all', name: 'all', row: 'd' },
      { tier: 'mid', name: 'mid', row: 'c' },
      { tier: 3, name: 'Iron 1', row: 'b' },
      { tier: 14, name: 'Gold 3', row: 'a' },
    ])
  })

  it('leaves out what has no row', () => {
    expect(tierParts(content, new Map())).toEqual([])
  })
})
