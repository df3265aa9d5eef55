import { isLoadoutError, LoadoutError } from '@loadout/client'
import { AppError, ERRORS, type ErrorCode } from '@loadout/core'
import { CONFIG_EXIT_CODE } from '@loadout/infra'
import { describe, expect, it } from 'vitest'
import { EXIT } from './exit-codes.ts'
import { explainError, START_HINT } from './explain-error.ts'

/** Every code of the table, so that a new one is a decision. */
const EXIT_OF: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: EXIT.failure,
  BAD_CURSOR: EXIT.failure,
  UNAUTHENTICATED: EXIT.noPermission,
  FORBIDDEN: EXIT.noPermission,
  NOT_FOUND: EXIT.failure,
  MATCH_NOT_FOUND: EXIT.failure,
  AGENT_NOT_FOUND: EXIT.failure,
  MAP_NOT_FOUND: EXIT.failure,
  PLAYER_NOT_FOUND: EXIT.failure,
  PLAYER_PRIVATE: EXIT.noPermission,
  QUARANTINE_NOT_FOUND: EXIT.failure,
  CRAWLER_NOT_CONFIGURED: EXIT.failure,
  IDEMPOTENCY_KEY_IN_USE: EXIT.temporary,
  IDEMPOTENCY_KEY_REUSED: EXIT.failure,
  REBUILD_RUNNING: EXIT.temporary,
  PRODUCT_NOT_FOUND: EXIT.failure,
  STYLE_NOT_FOUND: EXIT.failure,
  SKU_NOT_FOUND: EXIT.failure,
  RESERVATION_NOT_FOUND: EXIT.failure,
  REVIEW_NOT_FOUND: EXIT.failure,
  QUESTION_NOT_FOUND: EXIT.failure,
  ANSWER_NOT_FOUND: EXIT.failure,
  ACTION_NOT_FOUND: EXIT.failure,
  IMPORT_NOT_FOUND: EXIT.failure,
  REVIEW_DUPLICATE: EXIT.failure,
  QUESTION_DUPLICATE: EXIT.failure,
  ANSWER_DUPLICATE: EXIT.failure,
  OWN_CONTENT: EXIT.failure,
  OUT_OF_STOCK: EXIT.failure,
  CART_FULL: EXIT.failure,
  WISHLIST_FULL: EXIT.failure,
  SLUG_TAKEN: EXIT.failure,
  IMPORT_RUNNING: EXIT.temporary,
  EMAIL_TAKEN: EXIT.failure,
  NAME_TAKEN: EXIT.failure,
  WRONG_CREDENTIALS: EXIT.noPermission,
  SECOND_FACTOR_REQUIRED: EXIT.noPermission,
  WRONG_CODE: EXIT.noPermission,
  SESSION_ENDED: EXIT.noPermission,
  LINK_EXPIRED: EXIT.failure,
  BANNED: EXIT.noPermission,
  MUTED: EXIT.noPermission,
  SESSION_NOT_FOUND: EXIT.failure,
  ACCOUNT_NOT_FOUND: EXIT.failure,
  POST_NOT_FOUND: EXIT.failure,
  COMMENT_NOT_FOUND: EXIT.failure,
  SUBJECT_NOT_FOUND: EXIT.failure,
  COMMENTS_CLOSED: EXIT.failure,
  TOO_DEEP: EXIT.failure,
  EDIT_TOO_LATE: EXIT.failure,
  BLOCKED: EXIT.noPermission,
  AUTH_BUSY: EXIT.temporary,
  METHOD_NOT_ALLOWED: EXIT.failure,
  CONFLICT: EXIT.failure,
  BODY_TOO_LARGE: EXIT.failure,
  BATCH_TOO_LARGE: EXIT.failure,
  URL_TOO_LONG: EXIT.failure,
  UNSUPPORTED_MEDIA_TYPE: EXIT.failure,
  RATE_LIMITED: EXIT.temporary,
  RESPONSE_TOO_LARGE: EXIT.failure,
  INTERNAL: EXIT.failure,
  UNAVAILABLE: EXIT.temporary,
  TIMEOUT: EXIT.temporary,
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)

describe('exit codes', () => {
  it.each(Object.keys(ERRORS).filter(isErrorCode))(
    'are the same for %s, thrown here or by a server',
    (code) => {
      expect(explainError(new AppError(code)).exitCode).toBe(EXIT_OF[code])
      expect(explainError(new LoadoutError(code, 'as the server says it')).exitCode).toBe(
        EXIT_OF[code],
      )
    },
  )

  it('tell scripts apart what they can do about it', () => {
    const values = Object.values(EXIT)
    expect(new Set(values).size).toBe(values.length)
    expect(values.every((value) => value > 0 && value < 256)).toBe(true)
  })

  it('are those of sysexits.h and of the shell', () => {
    expect(EXIT).toMatchObject({
      usage: 64,
      noInput: 66,
      unavailable: 69,
      temporary: 75,
      noPermission: 77,
      config: CONFIG_EXIT_CODE,
      interrupted: 130,
    })
  })
})

const system = (code: string, more: object = {}) =>
  Object.assign(new Error('as the driver says it'), { code, ...more })

describe('failures of the servers', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    '57P01',
    '57P03',
  ])('%s means that one of them does not answer, and how to start it', (code) => {
    const { exitCode, hint } = explainError(system(code))
    expect(exitCode).toBe(EXIT.unavailable)
    expect(hint).toContain(START_HINT)
  })

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Connection is closed.',
  ])('are known by what the driver says when it gives no code: %s', (message) => {
    expect(explainError(new Error(message)).exitCode).toBe(EXIT.unavailable)
  })

  it.each([
    ['28P01', EXIT.noPermission, 'DATABASE_URL'],
    ['28000', EXIT.noPermission, 'DATABASE_URL'],
    ['3D000', EXIT.config, 'createdb'],
    ['42P01', EXIT.config, 'migrate'],
  ])('%s exits with %d and names %s', (code, exitCode, remedy) => {
    const explanation = explainError(system(code))
    expect(explanation.exitCode).toBe(exitCode)
    expect(explanation.hint).toContain(remedy)
  })

  it('are recognised when a name has several addresses, none of which answers', () => {
    const parts = [system('ECONNREFUSED', { address: '::1', port: 5432 })]
    const error = Object.assign(new AggregateError(parts, ''), { code: 'ECONNREFUSED' })
    expect(explainError(error).message).toBe('PostgreSQL or Redis does not answer')
  })

  it('never show what the driver said about them: it may hold the password', () => {
    const error = system('28P01', { message: 'password "hunter2" is wrong' })
    expect(JSON.stringify(explainError(error))).not.toContain('hunter2')
  })
})

describe('failures nobody expected', () => {
  it.each([undefined, null, 42, {}, { code: 7 }, new Error('')])(
    'are still explained: %j',
    (thrown) => {
      expect(explainError(thrown)).toMatchObject({
        message: expect.stringMatching(/^Unexpected: /),
        hint: expect.stringContaining('LOADOUT_DEBUG=1'),
        exitCode: EXIT.failure,
      })
    },
  )
})

describe('errors of a server', () => {
  it('say what is wrong with which fields, and how to get a key', () => {
    const fields = [
      { pointer: '/a', message: 'is missing' },
      { pointer: '/b/0', message: 'is no number' },
    ]
    const error = new LoadoutError('FORBIDDEN', 'Not with this key', { fields })
    expect(isLoadoutError(error)).toBe(true)
    const { message, hint } = explainError(error)
    expect(message).toBe('Not with this key (/a is missing; /b/0 is no number)')
    expect(hint).toContain('keys create')
  })

  it('that never came say so', () => {
    expect(explainError(new LoadoutError('NETWORK', 'fetch failed'))).toMatchObject({
      exitCode: EXIT.unavailable,
      hint: expect.stringContaining('that URL'),
    })
    expect(explainError(new LoadoutError('CLIENT_TIMEOUT', 'late')).exitCode).toBe(EXIT.temporary)
  })
})
