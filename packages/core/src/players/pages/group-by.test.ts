import { describe, expect, it } from 'vitest'
import { groupBy } from './group-by.ts'

describe('groupBy', () => {
  it('keeps the order of the keys and of the rows', () => {
    const rows = [3, 14, 5, 13, 24]
    expect(groupBy(rows, (row) => row % 10)).toEqual([
      [3, [3, 13]],
      [4, [14, 24]],
      [5, [5]],
    ])
  })

  it('has no group of nothing', () => {
    expect(groupBy([], () => 1)).toEqual([])
  })
})
