import { describe, expect, it } from 'vitest'
import { createFailureLimit, createRateLimits } from './rate-limits.ts'

describe('createRateLimits', () => {
  it('counts procedures, not requests', async () => {
    const limits = createRateLimits({ read: 40, write: 1, guest: 1, signIn: 0 })
    await limits.take('read', 'a', 20)
    await limits.take('read', 'a', 20)
    await expect(limits.take('read', 'a', 1)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 1,
    })
  })

  it('counts callers and classes apart', async () => {
    const limits = createRateLimits({ read: 1, write: 1, guest: 1, signIn: 0 })
    await limits.take('read', 'a', 1)
    await limits.take('read', 'b', 1)
    await limits.take('write', 'a', 1)
    await expect(limits.take('write', 'a', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })

  it('gives the making of guests a minute', async () => {
    const limits = createRateLimits({ read: 1, write: 1, guest: 2, signIn: 0 })
    await limits.take('guest', 'a', 2)
    await limits.take('guest', 'b', 1)
    const refused = await limits.take('guest', 'a', 1).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' })
    expect(Reflect.get(Object(refused), 'retryAfterSeconds')).toBeGreaterThan(30)
  })

  it('does not limit at 0', async () => {
    const limits = createRateLimits({ read: 0, write: 0, guest: 0, signIn: 0 })
    await limits.take('read', 'a', 1_000_000)
    await limits.take('read', 'a', 1_000_000)
  })
})

describe('createFailureLimit', () => {
  it('refuses after so many failures, one caller at a time', async () => {
    const failures = createFailureLimit({ failures: 2, seconds: 60 })
    await failures.check('a')
    await failures.count('a')
    await failures.check('a')
    await failures.count('a')
    await expect(failures.check('a')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await failures.check('b')
  })
})
