import { describe, expect, expectTypeOf, it } from 'vitest'
import { type ErrorCode, isLoadoutError, LoadoutError } from './errors.ts'

const error: unknown = new LoadoutError('BAD_INPUT', 'no', { status: 400 })

describe('isLoadoutError', () => {
  it('knows its own', () => {
    expect(isLoadoutError(error)).toBe(true)
    expect(isLoadoutError(new Error('x'))).toBe(false)
    expect(isLoadoutError({ name: 'LoadoutError', code: 'BAD_INPUT' })).toBe(false)
    expect(isLoadoutError(undefined)).toBe(false)
  })

  it('looks at the code when given some', () => {
    expect(isLoadoutError(error, 'BAD_INPUT')).toBe(true)
    expect(isLoadoutError(error, 'NOT_FOUND', 'BAD_INPUT')).toBe(true)
    expect(isLoadoutError(error, 'NOT_FOUND')).toBe(false)
  })

  it('narrows the code', () => {
    if (isLoadoutError(error, 'BAD_INPUT', 'BAD_CURSOR')) {
      expectTypeOf(error.code).toEqualTypeOf<'BAD_INPUT' | 'BAD_CURSOR'>()
    }
    if (isLoadoutError(error)) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>()
    // @ts-expect-error -- the codes are a closed union: a typing error does not compile.
    expect(isLoadoutError(error, 'BAD_INPTU')).toBe(false)
  })
})

describe('LoadoutError', () => {
  it('has safe defaults', () => {
    expect(new LoadoutError('NETWORK', 'x')).toMatchObject({
      name: 'LoadoutError',
      retryable: false,
      fields: [],
      status: undefined,
      requestId: undefined,
    })
  })

  it('is an Error with message and cause', () => {
    const cause = new Error('socket')
    const wrapped = new LoadoutError('NETWORK', 'no answer', { cause })
    expect(wrapped).toBeInstanceOf(Error)
    expect(String(wrapped)).toBe('LoadoutError: no answer')
    expect(wrapped.cause).toBe(cause)
  })
})
