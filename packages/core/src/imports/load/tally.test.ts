import { describe, expect, it } from 'vitest'
import { Tally } from './tally.ts'

describe('Tally', () => {
  it('counts by key, and tells the keys in order', () => {
    const tally = new Tally(2)
    tally.add(7, 0, 1)
    tally.add(3, 1, 5)
    tally.add(7, 0, 2)
    tally.add(7, 1, 1)
    expect(tally.size).toBe(2)
    expect(tally.sorted()).toEqual({
      keys: [3, 7],
      columns: [
        [0, 3],
        [5, 1],
      ],
    })
  })

  it('begins again when it is cleared', () => {
    const tally = new Tally(1)
    tally.add(1, 0, 1)
    tally.clear()
    expect(tally.sorted()).toEqual({ keys: [], columns: [[]] })
    tally.add(2, 0, 4)
    expect(tally.sorted()).toEqual({ keys: [2], columns: [[4]] })
  })
})
