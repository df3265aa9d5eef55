import { describe, expect, it } from 'vitest'
import { WriteQueue } from './write-queue.ts'

/** A queue whose writes end when they are told to. */
function stage() {
  const begun: number[] = []
  const ends: PromiseWithResolvers<void>[] = []
  const queue = new WriteQueue<number>((batch) => {
    begun.push(batch)
    const end = Promise.withResolvers<void>()
    ends.push(end)
    return end.promise
  })
  return { queue, begun, end: (index: number) => ends[index] ?? Promise.withResolvers<void>() }
}

/** Lets everything that can go on go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('WriteQueue', () => {
  it('writes one at a time, in order, while one more waits', async () => {
    const { queue, begun, end } = stage()
    await queue.add(1)
    await queue.add(2)
    let third = false
    const adding = queue.add(3).then(() => {
      third = true
    })
    await settle()
    expect(begun).toEqual([1])
    expect(third).toBe(false)
    end(0).resolve()
    await adding
    await settle()
    expect(begun).toEqual([1, 2])
    end(1).resolve()
    await settle()
    end(2).resolve()
    await queue.end()
    expect(begun).toEqual([1, 2, 3])
  })

  it('tells who adds next, and who waits for the end, that a write failed, and writes no more', async () => {
    const { queue, begun, end } = stage()
    await queue.add(1)
    await queue.add(2)
    end(0).reject(new Error('disk full'))
    await expect(queue.add(3)).rejects.toThrow('disk full')
    await expect(queue.end()).rejects.toThrow('disk full')
    expect(begun).toEqual([1])
  })

  it('ends at once when there is nothing', async () => {
    await expect(stage().queue.end()).resolves.toBeUndefined()
  })
})
