import { describe, expect, it } from 'vitest'
import { BatchQueue } from './batch-queue.ts'

const count = () => 1

async function settled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  await new Promise((resolve) => setImmediate(resolve))
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

describe('BatchQueue', () => {
  it('gives what there is at once, in order, up to the limit', async () => {
    const queue = new BatchQueue<number>(10, count)
    for (const item of [1, 2, 3]) await queue.push(item)
    expect(await queue.take(2)).toEqual([1, 2])
    expect(await queue.take(2)).toEqual([3])
  })

  it('makes a full queue wait until something is taken', async () => {
    const queue = new BatchQueue<number>(2, count)
    await queue.push(1)
    await queue.push(2)
    const third = queue.push(3)
    expect(await settled(third)).toBe(false)
    expect(await queue.take(1)).toEqual([1])
    await third
    expect(await queue.take(9)).toEqual([2, 3])
  })

  it('counts by weight and lets one item in, however heavy', async () => {
    const queue = new BatchQueue<number>(10, (weight) => weight)
    await queue.push(1_000)
    const next = queue.push(1)
    expect(await settled(next)).toBe(false)
    await queue.take(1)
    await next
  })

  it('ends with an empty batch once closed and drained', async () => {
    const queue = new BatchQueue<number>(2, count)
    await queue.push(1)
    queue.close()
    expect(await queue.take(5)).toEqual([1])
    expect(await queue.take(5)).toEqual([])
  })

  it('wakes a waiting reader when closed', async () => {
    const queue = new BatchQueue<number>(2, count)
    const batch = queue.take(1)
    queue.close()
    expect(await batch).toEqual([])
  })

  it('throws the first failure at everybody who waits or comes later', async () => {
    const queue = new BatchQueue<number>(1, count)
    await queue.push(1)
    const waiting = queue.push(2)
    const failure = new Error('broken')
    queue.fail(failure)
    queue.fail(new Error('later'))
    await expect(waiting).rejects.toBe(failure)
    await expect(queue.take(1)).rejects.toBe(failure)
    await expect(queue.push(3)).rejects.toBe(failure)
  })

  it('loses and doubles nothing between several writers and readers', async () => {
    const queue = new BatchQueue<number>(7, count)
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let item = 0; item < 250; item += 1) await queue.push(writer * 250 + item)
    })
    const seen: number[] = []
    const readers = Array.from({ length: 3 }, async () => {
      for (let batch = await queue.take(5); batch.length > 0; batch = await queue.take(5))
        seen.push(...batch)
    })
    await Promise.all(writers)
    queue.close()
    await Promise.all(readers)
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, item) => item))
  })
})
