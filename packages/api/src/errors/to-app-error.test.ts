import { AppError, ERRORS } from '@loadout/core'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toAppError } from './to-app-error.ts'

const zodError = z.object({ tier: z.int() }).safeParse({ tier: 'x' }).error

describe('toAppError', () => {
  it('leaves an error of ours as it is, wrapped by tRPC or not', () => {
    const error = new AppError('MATCH_NOT_FOUND')
    expect(toAppError(error)).toBe(error)
    expect(toAppError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error }))).toBe(error)
  })

  it('makes an input that does not fit BAD_INPUT with its fields', () => {
    const { code, fields } = toAppError(new TRPCError({ code: 'BAD_REQUEST', cause: zodError }))
    expect(code).toBe('BAD_INPUT')
    expect(fields).toEqual([{ pointer: '/tier', message: expect.any(String) }])
  })

  it('makes an output that does not fit INTERNAL', () => {
    const error = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: zodError })
    expect(toAppError(error)).toMatchObject({ code: 'INTERNAL', fields: [] })
  })

  it('makes a schema error inside a verb INTERNAL: it is not the caller who broke it', () => {
    expect(toAppError(zodError).code).toBe('INTERNAL')
  })

  it('says nothing about what it does not know, and keeps it for the log', () => {
    const cause = new Error('select secret from vault')
    const error = toAppError(cause)
    expect(error).toMatchObject({ code: 'INTERNAL', message: ERRORS.INTERNAL.message, cause })
  })

  it('does not repeat JSON that cannot be parsed', () => {
    const cause = new SyntaxError('Unexpected token s in JSON: secret')
    const error = toAppError(new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause }))
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      message: 'The input is not valid JSON',
      fields: [{ pointer: '', message: 'not valid JSON' }],
    })
  })

  it.each([
    ['NOT_FOUND', 'NOT_FOUND'],
    ['METHOD_NOT_SUPPORTED', 'METHOD_NOT_ALLOWED'],
    ['PARSE_ERROR', 'BAD_INPUT'],
    ['PAYLOAD_TOO_LARGE', 'BODY_TOO_LARGE'],
    ['TOO_MANY_REQUESTS', 'RATE_LIMITED'],
    ['NOT_IMPLEMENTED', 'INTERNAL'],
  ] as const)("maps tRPC's own %s to %s", (code, expected) => {
    expect(toAppError(new TRPCError({ code })).code).toBe(expected)
  })

  it('finds the database behind a tRPC error', () => {
    const cause = Object.assign(new Error('x'), { code: '57014', severity: 'ERROR' })
    expect(toAppError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause })).code).toBe('TIMEOUT')
  })

  it.each([undefined, null, 'thrown text', 42])('copes with %j being thrown', (value) => {
    expect(toAppError(value).code).toBe('INTERNAL')
  })
})
