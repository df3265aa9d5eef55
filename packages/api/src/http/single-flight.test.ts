import { describe, expect, it } from 'vitest'
import { singleFlight } from './single-flight.ts'

function counted(ttlMs = 100, maxEntries = 10) {
  const clock = { now: 0 }
  let loads = 0
  const flight = singleFlight<number>({ ttlMs, maxEntries, now: () => clock.now })
  return { clock, read: (key = 'key') => flight(key, async () => ++loads) }
}

describe('singleFlight', () => {
  it('loads once for callers that ask together', async () => {
    const { read } = counted()
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  })

  it('asks again when the time is up', async () => {
    const { clock, read } = counted()
    await read()
    clock.now = 99
    expect(await read()).toBe(1)
    clock.now = 100
    expect(await read()).toBe(2)
  })

  it('keeps keys apart and forgets the oldest beyond its size', async () => {
    const { read } = counted(100, 2)
    expect([await read('a'), await read('b'), await read('c')]).toEqual([1, 2, 3])
    expect(await read('c')).toBe(3)
    expect(await read('a')).toBe(4)
  })

  it('does not keep a failure', async () => {
    const flight = singleFlight<string>({ ttlMs: 100, maxEntries: 1 })
    await expect(flight('key', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await flight('key', async () => 'up')).toBe('up')
  })
})
