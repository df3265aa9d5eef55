import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openLoop } from './open-loop.ts'

const { signal } = new AbortController()

describe('openLoop', () => {
  it('sends every request once and counts failures apart', async () => {
    const sent: number[] = []
    const result = await openLoop({
      perSecond: 1_000,
      seconds: 0.02,
      signal,
      async send(index) {
        sent.push(index)
        if (index % 4 === 0) throw new Error('no')
      },
    })
    expect(sent).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(result.errors).toBe(5)
    expect(result.firstError).toEqual(new Error('no'))
    expect(result.latencies).toHaveLength(15)
  })

  it('charges a stall with the requests that were due meanwhile', async () => {
    const stall = sleep(100)
    const { latencies } = await openLoop({
      perSecond: 200,
      seconds: 0.05,
      signal,
      send: () => stall,
    })
    const [first = 0] = latencies
    const last = latencies.at(-1) ?? 0
    expect(first).toBeGreaterThan(last)
    expect(last).toBeGreaterThan(0)
  })

  it('ends when it is told to', async () => {
    const stop = AbortSignal.abort(new Error('stopped'))
    const endless = openLoop({ perSecond: 1, seconds: 60, signal: stop, send: async () => {} })
    await expect(endless).rejects.toThrow('stopped')
  })
})
