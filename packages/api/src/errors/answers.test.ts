import { AppError, ERRORS, type Log, type LogFields, silentLog } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { problemResponse } from './problem.ts'
import { reportError } from './report.ts'
import { toTrpcShape, trpcErrorResponse } from './trpc-shape.ts'

const limited = new AppError('RATE_LIMITED', { retryAfterSeconds: 3 })

describe('problemResponse', () => {
  it('is RFC 9457 with a code, a request id and fields', async () => {
    const error = new AppError('BAD_INPUT', { fields: [{ pointer: '/source', message: 'wrong' }] })
    const response = problemResponse(error, 'id-12345')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'urn:loadout:error:BAD_INPUT',
      title: ERRORS.BAD_INPUT.message,
      status: 400,
      code: 'BAD_INPUT',
      requestId: 'id-12345',
      retryable: false,
      fields: [{ pointer: '/source', message: 'wrong' }],
    })
  })

  it('says when to come again', async () => {
    const response = problemResponse(limited, 'id-12345')
    expect(response.headers.get('retry-after')).toBe('3')
    expect(await response.json()).toMatchObject({ retryAfterSeconds: 3, retryable: true })
  })

  it('carries further members', async () => {
    const response = problemResponse(new AppError('BAD_INPUT'), 'id', { report: { accepted: 1 } })
    expect(await response.json()).toMatchObject({ report: { accepted: 1 } })
  })
})

describe('toTrpcShape', () => {
  it.each(Object.keys(ERRORS) as (keyof typeof ERRORS)[])(
    'has a tRPC code and a status for %s',
    (code) => {
      const shape = toTrpcShape(new AppError(code), { requestId: 'id' })
      expect(shape.code).toBeLessThan(0)
      expect(shape.data).toMatchObject({ appCode: code, httpStatus: ERRORS[code].status })
    },
  )

  it('never holds the stack or the cause', () => {
    const error = new AppError('INTERNAL', { cause: new Error('secret') })
    const text = JSON.stringify(toTrpcShape(error, { requestId: 'id', path: 'stats.maps' }))
    expect(text).not.toMatch(/secret|stack|answers\.test/)
  })
})

describe('trpcErrorResponse', () => {
  it('is one error for a whole batch', async () => {
    const response = trpcErrorResponse(limited, 'id-12345')
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('3')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({
      error: { data: { appCode: 'RATE_LIMITED', requestId: 'id-12345', retryAfterSeconds: 3 } },
    })
  })
})

describe('reportError', () => {
  function recorded(
    error: AppError,
    signal?: AbortSignal,
  ): readonly (readonly [string, LogFields | undefined])[] {
    const lines: (readonly [string, LogFields | undefined])[] = []
    const log: Log = {
      ...silentLog,
      warn: (_message, fields) => lines.push(['warn', fields]),
      error: (_message, fields) => lines.push(['error', fields]),
    }
    reportError(log, error, {
      requestId: 'id-12345',
      path: 'stats.maps',
      ...(signal === undefined ? {} : { signal }),
    })
    return lines
  }

  it('logs what was masked, with the request id', () => {
    const cause = new Error('the detail')
    expect(recorded(new AppError('INTERNAL', { cause }))).toEqual([
      ['error', { requestId: 'id-12345', path: 'stats.maps', code: 'INTERNAL', error: cause }],
    ])
  })

  it('warns about dependencies and is silent about callers', () => {
    expect(recorded(new AppError('UNAVAILABLE')).map(([level]) => level)).toEqual(['warn'])
    expect(recorded(new AppError('BAD_INPUT'))).toEqual([])
  })

  it('does not report that a caller left', () => {
    expect(recorded(new AppError('TIMEOUT'), AbortSignal.abort())).toEqual([])
    expect(recorded(new AppError('TIMEOUT'), new AbortController().signal)).toHaveLength(1)
  })
})
