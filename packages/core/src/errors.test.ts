import { describe, expect, it } from 'vitest'
import { AppError, ERRORS, type ErrorCode, isAppError } from './errors.ts'

const ROWS = Object.entries(ERRORS)

/** What tRPC itself answers for its codes (`@trpc/server`, `getHTTPStatusCodeFromError`). */
const STATUS_OF_TRPC: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
}

describe('the table of errors', () => {
  it.each(ROWS.filter(([code]) => code !== 'URL_TOO_LONG'))(
    'gives %s the same HTTP status as its tRPC code',
    (_, { status, trpc }) => {
      expect(STATUS_OF_TRPC[trpc]).toBe(status)
    },
  )

  it('calls a URL that is too long a bad request in tRPC, which has no word for 414', () => {
    expect(ERRORS.URL_TOO_LONG).toMatchObject({ status: 414, trpc: 'BAD_REQUEST' })
  })

  it('asks to try again exactly where the fault is not in the request', () => {
    const retryable = ROWS.filter(([, row]) => row.retryable).map(([, { status }]) => status)
    const final = ROWS.filter(([, row]) => !row.retryable).map(([, { status }]) => status)
    // Who asks again once that call is done gets its answer.
    expect(ERRORS.IDEMPOTENCY_KEY_IN_USE).toMatchObject({ status: 409, retryable: true })
    expect(retryable.every((status) => [409, 429].includes(status) || status >= 500)).toBe(true)
    expect(final.every((status) => status >= 400 && status < 500 && status !== 429)).toBe(true)
  })

  it.each(ROWS)('says what %s is in one short line for people', (_, { message }) => {
    expect(message).toMatch(/^[A-Z][^\n]{5,70}[^.\s]$/)
  })

  it('is spelt in capitals, so that a code is never taken for a sentence', () => {
    for (const [code] of ROWS) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  })
})

describe('AppError', () => {
  it('says what the table says unless it is told something better', () => {
    expect(new AppError('FORBIDDEN')).toMatchObject({
      name: 'AppError',
      code: 'FORBIDDEN',
      message: ERRORS.FORBIDDEN.message,
      fields: [],
      retryAfterSeconds: undefined,
    })
    expect(new AppError('FORBIDDEN', { message: 'Not with this key' }).message).toBe(
      'Not with this key',
    )
  })

  it('carries its fields, its delay and its cause', () => {
    const cause = new Error('below')
    const fields = [{ pointer: '/id', message: 'no such id' }]
    const error = new AppError('RATE_LIMITED', { fields, retryAfterSeconds: 3, cause })
    expect(error).toMatchObject({ fields, retryAfterSeconds: 3, cause })
    expect(error).toBeInstanceOf(Error)
  })
})

describe('isAppError', () => {
  it('knows an error by its class, and by its code when one is asked for', () => {
    const error: unknown = new AppError('CONFLICT')
    expect(isAppError(error)).toBe(true)
    expect(isAppError(error, 'CONFLICT')).toBe(true)
    expect(isAppError(error, 'NOT_FOUND')).toBe(false)
  })

  it.each([
    ['another error', Object.assign(new Error('x'), { code: 'CONFLICT' satisfies ErrorCode })],
    ['a look-alike', { name: 'AppError', code: 'CONFLICT' }],
    ['nothing', undefined],
  ])('does not take %s for one', (_, value) => {
    expect(isAppError(value, 'CONFLICT')).toBe(false)
  })
})
