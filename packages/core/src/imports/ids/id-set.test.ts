import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdSet } from './id-set.ts'

const LARGEST = 2_147_483_647

const ids = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 65_500, max: 65_600 }),
  fc.integer({ min: 1, max: LARGEST }),
)

function setOf(values: Iterable<number>): IdSet {
  const set = new IdSet()
  for (const value of values) set.add(value)
  return set
}

describe('IdSet', () => {
  it('is a set', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 200 }), fc.array(ids), (added, asked) => {
        const expected = new Set<number>()
        const set = new IdSet()
        for (const id of added) {
          expect(set.add(id)).toBe(!expected.has(id))
          expected.add(id)
        }
        expect(set.size).toBe(expected.size)
        for (const id of [...added, ...asked]) expect(set.has(id)).toBe(expected.has(id))
        expect([...set]).toEqual([...expected].sort((a, b) => a - b))
      }),
      { numRuns: 100 },
    )
  })

  it('holds pages that are full, half full, and at both ends', () => {
    const full = Array.from({ length: 65_536 }, (_, index) => 65_536 + index)
    const half = Array.from({ length: 32_768 }, (_, index) => 3 * 65_536 + 2 * index)
    const set = setOf([LARGEST, 1, ...half.toReversed(), ...full])
    expect(set.size).toBe(2 + full.length + half.length)
    expect([...set]).toEqual([1, ...full, ...half, LARGEST])
    expect(set.has(3 * 65_536 + 1)).toBe(false)
    expect(set.has(2 * 65_536)).toBe(false)
    expect(set.add(2 * 65_536 - 1)).toBe(false)
  })

  it('comes in slices, the last of which is what is left', () => {
    const set = setOf([5, 4, 3, 2, 1])
    expect([...set.slices(2)]).toEqual([[1, 2], [3, 4], [5]])
    expect([...new IdSet().slices(2)]).toEqual([])
    expect([...set.slices(5)]).toEqual([[1, 2, 3, 4, 5]])
  })
})
