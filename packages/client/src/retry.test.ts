import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LoadoutError } from './errors.ts'
import { createRetryBudget, retryDelayMs } from './retry.ts'

const policy = { max: 2, baseDelayMs: 200, maxDelayMs: 10_000 }

function busy(retryAfterSeconds?: number): LoadoutError {
  return new LoadoutError('UNAVAILABLE', 'busy', { retryable: true, retryAfterSeconds })
}

describe('retryDelayMs', () => {
  it('is a random part of a doubling ceiling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), (retries) => {
        const delay = retryDelayMs(busy(), retries, { ...policy, max: 99 })
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(10_000, 200 * 2 ** retries))
      }),
    )
  })

  it('differs from caller to caller', () => {
    const delays = Array.from({ length: 20 }, () => retryDelayMs(busy(), 1, policy))
    expect(new Set(delays).size).toBeGreaterThan(1)
  })

  it('never undercuts Retry-After', () => {
    expect(retryDelayMs(busy(3), 0, policy)).toBeGreaterThanOrEqual(3_000)
    expect(retryDelayMs(busy(11), 0, policy)).toBeUndefined()
  })

  it('ends with the policy and with errors that will not pass', () => {
    expect(retryDelayMs(busy(), 2, policy)).toBeUndefined()
    expect(retryDelayMs(new LoadoutError('NOT_FOUND', 'x'), 0, policy)).toBeUndefined()
  })
})

describe('createRetryBudget', () => {
  it('is spent by retries and earned back by successes', () => {
    const budget = createRetryBudget(2, 0.5)
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false])
    budget.earn()
    expect(budget.spend()).toBe(false)
    budget.earn()
    expect(budget.spend()).toBe(true)
  })

  it('saves up no more than its capacity', () => {
    const budget = createRetryBudget(1, 1)
    for (let n = 0; n < 5; n += 1) budget.earn()
    expect([budget.spend(), budget.spend()]).toEqual([true, false])
  })
})
