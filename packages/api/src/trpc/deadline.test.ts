import { describe, expect, it, vi } from 'vitest'
import { startDeadline } from './deadline.ts'

describe('startDeadline', () => {
  it('aborts the work and rejects with TIMEOUT when the budget is spent', async () => {
    vi.useFakeTimers()
    const deadline = startDeadline(2_000, new AbortController().signal)
    vi.advanceTimersByTime(1_999)
    expect(deadline.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(deadline.signal.aborted).toBe(true)
    await expect(deadline.expired).rejects.toMatchObject({ code: 'TIMEOUT' })
    vi.useRealTimers()
  })

  it('ends with the caller', async () => {
    const caller = new AbortController()
    const deadline = startDeadline(60_000, caller.signal)
    caller.abort()
    expect(deadline.signal.aborted).toBe(true)
    await expect(deadline.expired).rejects.toMatchObject({ code: 'TIMEOUT' })
    deadline.clear()
  })

  it('is over at once for a caller who is already gone', () => {
    const deadline = startDeadline(60_000, AbortSignal.abort())
    expect(deadline.signal.aborted).toBe(true)
    deadline.clear()
  })

  it('does not count the time it is paused for', async () => {
    vi.useFakeTimers()
    const deadline = startDeadline(2_000, new AbortController().signal)
    vi.advanceTimersByTime(1_500)
    const body = Promise.withResolvers<string>()
    const paused = deadline.pauseFor(body.promise)
    vi.advanceTimersByTime(60_000)
    body.resolve('arrived')
    expect(await paused).toBe('arrived')
    vi.advanceTimersByTime(499)
    expect(deadline.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(deadline.signal.aborted).toBe(true)
    vi.useRealTimers()
  })

  it('stays over when it is paused after its end', async () => {
    vi.useFakeTimers()
    const started = vi.spyOn(globalThis, 'setTimeout')
    const deadline = startDeadline(2_000, new AbortController().signal)
    vi.advanceTimersByTime(5_000)
    expect(await deadline.pauseFor(Promise.resolve('here'))).toBe('here')
    expect(deadline.signal.aborted).toBe(true)
    expect(started.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([2_000, 0])
    deadline.clear()
    started.mockRestore() // First, or it would bring the fake timer back.
    vi.useRealTimers()
  })

  it('ends a pause with the caller', async () => {
    const caller = new AbortController()
    const deadline = startDeadline(60_000, caller.signal)
    const paused = deadline.pauseFor(new Promise(() => {}))
    caller.abort()
    await expect(paused).rejects.toMatchObject({ code: 'TIMEOUT' })
    deadline.clear()
  })

  it('does not expire after it was cleared', () => {
    const caller = new AbortController()
    const deadline = startDeadline(60_000, caller.signal)
    deadline.clear()
    caller.abort()
    expect(deadline.signal.aborted).toBe(false)
  })
})
