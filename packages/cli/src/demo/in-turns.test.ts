import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inTurns } from './in-turns.ts'

describe('inTurns', () => {
  it('does everything once, and no more at once than it may', async () => {
    const done: number[] = []
    let underWay = 0
    let most = 0
    await inTurns(3, new Set([1, 2, 3, 4, 5, 6, 7]), async (item) => {
      underWay += 1
      most = Math.max(most, underWay)
      await soon()
      underWay -= 1
      done.push(item)
    })
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(most).toBe(3)
  })

  it('says what failed, and begins nothing after it', async () => {
    const begun: number[] = []
    const work = async (item: number) => {
      begun.push(item)
      await soon()
      if (item === 2) throw new Error('no')
    }
    await expect(inTurns(2, [1, 2, 3, 4, 5, 6, 7, 8], work)).rejects.toThrow('no')
    await soon()
    expect(begun.length).toBeLessThan(6)
  })

  it('has nothing to do for nothing', async () => {
    await inTurns(4, [], () => Promise.reject(new Error('never')))
  })
})
