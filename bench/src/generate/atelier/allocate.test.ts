import { describe, expect, it } from 'vitest'
import { allocate, weights } from './allocate.ts'

const options = { parents: 1_000, seed: 'test' }

describe('allocate', () => {
  it.each(['steady', 'skewed'] as const)('gives every child a parent, in order (%s)', (skew) => {
    const parents = [...allocate(5_000, { ...options, skew })]
    expect(parents).toHaveLength(5_000)
    expect(parents).toEqual(parents.toSorted((a, b) => a - b))
    expect(Math.min(...parents)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...parents)).toBeLessThanOrEqual(1_000)
  })

  it('is the same every time', () => {
    const once = () => [...allocate(500, { ...options, skew: 'skewed' })]
    expect(once()).toEqual(once())
  })

  it('leaves parents without children and has favourites only where it is skewed', () => {
    const counts = (skew: 'steady' | 'skewed') => {
      const groups = Map.groupBy(allocate(5_000, { ...options, skew }), (parent) => parent)
      return { parents: groups.size, most: Math.max(...[...groups.values()].map((g) => g.length)) }
    }
    expect(counts('steady').parents).toBe(1_000)
    expect(counts('steady').most).toBeLessThan(10)
    expect(counts('skewed').parents).toBeLessThan(950)
    expect(counts('skewed').most).toBeGreaterThan(40)
  })

  it('works for one parent and for no children', () => {
    expect([...allocate(3, { parents: 1, seed: 's', skew: 'skewed' })]).toEqual([1, 1, 1])
    expect([...allocate(0, { ...options, skew: 'steady' })]).toEqual([])
  })
})

describe('weights', () => {
  it('have a mean near one', () => {
    const mean = (skew: 'steady' | 'skewed') =>
      weights('mean', skew)
        .take(20_000)
        .reduce((sum, weight) => sum + weight, 0) / 20_000
    expect(mean('steady')).toBeCloseTo(1, 1)
    expect(mean('skewed')).toBeGreaterThan(0.9)
    expect(mean('skewed')).toBeLessThan(1.4)
  })
})
