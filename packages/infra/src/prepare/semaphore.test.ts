import { describe, expect, it } from 'vitest'
import { createSemaphore } from './semaphore.ts'

describe('createSemaphore', () => {
  it('lets in as many as it may, the others in their order', async () => {
    const semaphore = createSemaphore(2)
    const order: number[] = []
    let inside = 0
    let most = 0
    const work = (n: number) =>
      semaphore.run(async () => {
        inside += 1
        most = Math.max(most, inside)
        order.push(n)
        await Promise.resolve()
        await Promise.resolve()
        inside -= 1
        return n
      })
    const numbers = Array.from({ length: 20 }, (_, n) => n)
    expect(await Promise.all(numbers.map(work))).toEqual(numbers)
    expect(order).toEqual(numbers)
    expect(most).toBe(2)
  })

  it('frees the place of one that failed', async () => {
    const semaphore = createSemaphore(1)
    await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await semaphore.run(async () => 'yes')).toBe('yes')
  })
})
