import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeResult, runCheck } from './check.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a check that does not come to an end', () => {
  it('has failed after five seconds, so that the others are shown', async () => {
    const run = () => new Promise<never>(() => {})
    const result = runCheck({ name: 'Redis', run }, () => ({ state: 'ok', detail: 'unused' }))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(describeResult(await result)).toMatch(/^fail +Redis +no answer within 5 s\n +-> /)
  })

  it('may be slow and still be right', async () => {
    const run = async () => {
      await new Promise((resolve) => setTimeout(resolve, 4_900))
      return { state: 'warn', detail: 'late', remedy: 'be patient' } as const
    }
    const result = runCheck({ name: 'disk', run }, () => ({ state: 'ok', detail: 'unused' }))
    await vi.advanceTimersByTimeAsync(4_900)
    expect((await result).finding).toMatchObject({ state: 'warn', detail: 'late' })
  })
})
