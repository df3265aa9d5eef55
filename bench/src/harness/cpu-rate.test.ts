import { describe, expect, it } from 'vitest'
import { cpuRate } from './cpu-rate.ts'

const { signal } = new AbortController()
const items = Array.from({ length: 20 }, (_, index) => index)

describe('cpuRate', () => {
  it('does the work once for each item, so many at a time', async () => {
    const done: number[] = []
    let now = 0
    let most = 0
    await cpuRate(items, { atOnce: 3, signal }, async (item) => {
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      done.push(item)
      now -= 1
    })
    expect(done.toSorted((a, b) => a - b)).toEqual(items)
    expect(most).toBe(3)
  })

  it('counts the time of the processor, not that of the wall', async () => {
    const busy = await cpuRate(items, { atOnce: 1, signal }, async () => {
      const before = process.cpuUsage()
      while (process.cpuUsage(before).user < 2_000);
    })
    // Each takes two milliseconds of it, at least.
    expect(busy.perCoreSecond).toBeLessThanOrEqual(500)
  })

  it('ends with the first failure', async () => {
    const done: number[] = []
    const run = cpuRate(items, { atOnce: 1, signal }, async (item) => {
      if (item === 2) throw new Error('no')
      done.push(item)
    })
    await expect(run).rejects.toThrow('no')
    expect(done).toEqual([0, 1])
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const run = cpuRate(items, { atOnce: 1, signal: stop.signal }, async () => stop.abort())
    await expect(run).rejects.toThrow('aborted')
  })
})
