import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { closedLoop } from './closed-loop.ts'

const { signal } = new AbortController()
const some = { connections: 3, seconds: 0.05, signal }

describe('closedLoop', () => {
  it('keeps so many requests under way and no more', async () => {
    let now = 0
    let most = 0
    const result = await closedLoop({
      ...some,
      async send() {
        now += 1
        most = Math.max(most, now)
        await sleep(1)
        now -= 1
      },
    })
    expect(most).toBe(3)
    expect(result.requests).toBeGreaterThan(3)
    expect(result.perSecond).toBeGreaterThan(0)
    expect(result.errors).toBe(0)
  })

  it('numbers requests and does not count failed ones as done', async () => {
    const seen: number[] = []
    const result = await closedLoop({
      ...some,
      async send(index) {
        seen.push(index)
        await sleep(1)
        throw new Error(`no ${index}`)
      },
    })
    expect(seen).toEqual(Array.from({ length: result.requests }, (_, index) => index))
    expect(result).toMatchObject({ perSecond: 0, errors: result.requests })
    expect(result.firstError).toEqual(new Error('no 0'))
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const running = closedLoop({
      ...{ ...some, seconds: 60, signal: stop.signal },
      send: async () => stop.abort(new Error('stopped')),
    })
    await expect(running).rejects.toThrow('stopped')
  })
})
