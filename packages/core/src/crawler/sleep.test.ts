import { describe, expect, it } from 'vitest'
import { sleep } from './sleep.ts'

describe('sleep', () => {
  it('ends when the time is over', async () => {
    const start = performance.now()
    await sleep(30, new AbortController().signal)
    expect(performance.now() - start).toBeGreaterThanOrEqual(28) // timers may be a tick early
  })

  it('ends with the reason of its signal, at once', async () => {
    const abort = new AbortController()
    const sleeping = sleep(60_000, abort.signal)
    abort.abort(new Error('stopped'))
    await expect(sleeping).rejects.toThrow('stopped')
    await expect(sleep(60_000, abort.signal)).rejects.toThrow('stopped')
  })
})
