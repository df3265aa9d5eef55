import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../errors.ts'
import { GroupCommit } from './group-commit.ts'

/** A write that ends when it is told to. */
function heldWrites() {
  const groups: (readonly number[])[] = []
  const ends: ((error?: Error) => void)[] = []
  const write = (items: readonly number[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      groups.push(items)
      ends.push((error) => (error ? reject(error) : resolve(items.map((item) => `item ${item}`))))
    })
  /** Ends the write that is on its way, and lets what follows begin. */
  async function end(error?: Error): Promise<void> {
    ends.shift()?.(error)
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  return { groups, write, end }
}

const turn = async () => {
  for (let count = 0; count < 5; count += 1) await Promise.resolve()
}

describe('a group commit', () => {
  it('writes calls of one turn together, and those that come meanwhile after that', async () => {
    const { groups, write, end } = heldWrites()
    const group = new GroupCommit({ write, maxBatch: 10, maxWaiting: 10 })
    const first = [group.add(1), group.add(2)]
    await turn()
    const second = [group.add(3), group.add(4), group.add(5)]
    await turn()
    expect(groups).toEqual([[1, 2]])
    await end()
    expect(await Promise.all(first)).toEqual(['item 1', 'item 2'])
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
    await end()
    expect(await Promise.all(second)).toEqual(['item 3', 'item 4', 'item 5'])
  })

  it('acknowledges nothing before it is written', async () => {
    const { write, end } = heldWrites()
    const group = new GroupCommit({ write, maxBatch: 10, maxWaiting: 10 })
    let isWritten = false
    const written = group.add(1).then(() => {
      isWritten = true
    })
    await turn()
    expect(isWritten).toBe(false)
    await end()
    await written
    expect(isWritten).toBe(true)
  })

  it('tells a failure to those of its group only, and goes on', async () => {
    const { write, end } = heldWrites()
    const group = new GroupCommit({ write, maxBatch: 2, maxWaiting: 10 })
    const calls = [group.add(1), group.add(2), group.add(3)].map((call) => call.catch(String))
    await turn()
    await end(new Error('no connection'))
    await end()
    expect(await Promise.all(calls)).toEqual([
      'Error: no connection',
      'Error: no connection',
      'item 3',
    ])
    const later = group.add(4)
    await turn()
    await end()
    expect(await later).toBe('item 4')
  })

  it('refuses what would wait behind too many', async () => {
    const { write, end } = heldWrites()
    const group = new GroupCommit({ write, maxBatch: 2, maxWaiting: 2 })
    const kept = [group.add(1), group.add(2)]
    const refused = await group.add(3).catch((error: unknown) => error)
    expect(isAppError(refused, 'UNAVAILABLE')).toBe(true)
    await turn()
    await end()
    expect(await Promise.all(kept)).toEqual(['item 1', 'item 2'])
  })

  it('does not leave a call without an answer when a write forgets it', async () => {
    const group = new GroupCommit({ write: async () => [], maxBatch: 2, maxWaiting: 2 })
    await expect(group.add(1)).rejects.toThrow('no result')
  })

  it('writes every item once, in the order of the calls, never more than fit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 7 }),
        async (waves, maxBatch) => {
          const written: number[] = []
          const write = async (items: readonly number[]) => {
            expect(items.length).toBeLessThanOrEqual(maxBatch)
            await Promise.resolve()
            written.push(...items)
            return items
          }
          const group = new GroupCommit({ write, maxBatch, maxWaiting: 1_000 })
          const calls: Promise<number>[] = []
          for (const wave of waves) {
            for (let item = 0; item < wave; item += 1) calls.push(group.add(calls.length))
            await Promise.resolve()
          }
          const all = calls.map((_, index) => index)
          expect(await Promise.all(calls)).toEqual(all)
          expect(written).toEqual(all)
        },
      ),
      { numRuns: 100, seed: 20_261_132 },
    )
  })
})
