import { describe, expect, it } from 'vitest'
import { infrastructureError } from './infrastructure-error.ts'

/** What `pg` throws for an error of the server. */
function databaseError(code: string): Error {
  return Object.assign(new Error('a message with SQL in it'), { code, severity: 'ERROR' })
}

function networkError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 127.0.0.1:5432`), { code })
}

const codeOf = (error: unknown) => infrastructureError(error)?.code ?? null

describe('infrastructureError', () => {
  it.each([
    ['53300', 'UNAVAILABLE'],
    ['53100', 'UNAVAILABLE'],
    ['57014', 'TIMEOUT'],
    ['57P01', 'UNAVAILABLE'],
    ['08006', 'UNAVAILABLE'],
    ['40001', 'UNAVAILABLE'],
    ['22021', 'BAD_INPUT'],
    ['22003', 'BAD_INPUT'],
    ['23505', null],
    ['42P01', null],
  ])('reads SQLSTATE %s as %s', (state, code) => {
    expect(codeOf(databaseError(state))).toBe(code)
  })

  it.each([
    ['ECONNREFUSED', 'UNAVAILABLE'],
    ['ECONNRESET', 'UNAVAILABLE'],
    ['ENOENT', null],
  ])('reads %s as %s', (code, expected) => {
    expect(codeOf(networkError(code))).toBe(expected)
  })

  it.each([
    ['Query read timeout', 'TIMEOUT'],
    ['timeout exceeded when trying to connect', 'UNAVAILABLE'],
    ['Connection terminated unexpectedly', 'UNAVAILABLE'],
    ['Client has encountered a connection error and is not queryable', 'UNAVAILABLE'],
    ['Client was closed and is not queryable', 'UNAVAILABLE'],
    ['Cannot use a pool after calling end on the pool', 'UNAVAILABLE'],
    ['driver has already been destroyed', 'UNAVAILABLE'],
    ['Command timed out', 'UNAVAILABLE'],
    ["Cannot read properties of undefined (reading 'x')", null],
  ])('reads the message %j as %s', (message, code) => {
    expect(codeOf(new Error(message))).toBe(code)
  })

  it('reads a spent deadline as TIMEOUT', () => {
    expect(codeOf(new DOMException('', 'TimeoutError'))).toBe('TIMEOUT')
    expect(codeOf(new DOMException('', 'AbortError'))).toBe('TIMEOUT')
  })

  it.each(['22021', '22P05'])('explains text that cannot be stored (%s)', (state) => {
    const error = infrastructureError(new Error('outer', { cause: databaseError(state) }))
    expect(error?.message).toBe(
      'A text holds a character that cannot be stored, such as NUL (\\u0000)',
    )
  })

  it('looks through wrappers', () => {
    const wrapped = new Error('outer', {
      cause: new Error('inner', { cause: databaseError('53300') }),
    })
    expect(codeOf(wrapped)).toBe('UNAVAILABLE')
  })

  it('ends on a cause that is its own', () => {
    const error = new Error('a loop')
    error.cause = error
    expect(codeOf(error)).toBeNull()
  })

  it.each([undefined, null, 'text', { code: '53300', severity: 'ERROR' }])(
    'ignores %j',
    (value) => {
      expect(codeOf(value)).toBeNull()
    },
  )
})
