import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../errors.ts'
import type { AttemptKeys } from '../ports/attempts.ts'
import { asAttempt } from './as-attempt.ts'

const KEYS: AttemptKeys = { account: 'ana@example.org', network: '192.0.2.0/24' }

/** What is counted, in the order it happened. */
function counting() {
  const log: string[] = []
  return {
    log,
    take: async () => void log.push('take'),
    giveBack: async () => void log.push('give back'),
  }
}

const failing = (code: ErrorCode) => () => Promise.reject(new AppError(code))

describe('asAttempt', () => {
  it('counts before anything is looked at, and gives back what was right', async () => {
    const attempts = counting()
    const work = async () => void attempts.log.push('work')
    await asAttempt(attempts, KEYS, work)
    expect(attempts.log).toEqual(['take', 'work', 'give back'])
  })

  it.each(['WRONG_CREDENTIALS', 'WRONG_CODE'] as const)('keeps what was %s', async (code) => {
    const attempts = counting()
    await expect(asAttempt(attempts, KEYS, failing(code))).rejects.toMatchObject({ code })
    expect(attempts.log).toEqual(['take'])
  })

  it.each(['SECOND_FACTOR_REQUIRED', 'BANNED', 'AUTH_BUSY', 'UNAVAILABLE', 'BAD_INPUT'] as const)(
    'gives back what was no guess: %s',
    async (code) => {
      const attempts = counting()
      await expect(asAttempt(attempts, KEYS, failing(code))).rejects.toMatchObject({ code })
      expect(attempts.log).toEqual(['take', 'give back'])
    },
  )

  it('does nothing for who has failed too often', async () => {
    const attempts = { ...counting(), take: failing('RATE_LIMITED') }
    const work = async () => void attempts.log.push('work')
    await expect(asAttempt(attempts, KEYS, work)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(attempts.log).toEqual([])
  })
})
