import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeResponse, parseRetryAfter } from './decode.ts'

function decodeOne(body: unknown, init: ResponseInit = {}) {
  const [outcome] = decodeResponse(new Response(null, init), JSON.stringify(body), 1)
  return outcome
}

describe('decodeResponse', () => {
  it('reads data, absent data included', () => {
    expect(decodeOne({ result: { data: [1] } })).toEqual({ ok: true, data: [1] })
    expect(decodeOne({ result: {} })).toEqual({ ok: true, data: undefined })
  })

  it('matches results by index', () => {
    const body = JSON.stringify([1, 2, 3].map((data) => ({ result: { data } })))
    const data = decodeResponse(new Response(), body, 3).map(
      (outcome) => outcome.ok && outcome.data,
    )
    expect(data).toEqual([1, 2, 3])
  })

  it('takes the code from the status when a newer server sends one it does not know', () => {
    const error = {
      message: 'Already reviewed',
      data: { appCode: 'OF_A_LATER_RELEASE', httpStatus: 409 },
    }
    expect(decodeOne({ error })).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', status: 409, message: 'Already reviewed', retryable: false },
    })
  })

  it('reads errors without any data', () => {
    expect(
      decodeOne({ error: {} }, { status: 503, headers: { 'retry-after': '3' } }),
    ).toMatchObject({
      error: { code: 'UNAVAILABLE', message: 'UNAVAILABLE', retryable: true, retryAfterSeconds: 3 },
    })
  })

  it('prefers what the item says to what the response says', () => {
    const data = {
      appCode: 'RATE_LIMITED',
      httpStatus: 429,
      requestId: 'item',
      retryAfterSeconds: 2,
    }
    const headers = { 'x-request-id': 'response', 'retry-after': '9' }
    expect(decodeOne({ error: { message: 'slow', data } }, { status: 207, headers })).toMatchObject(
      {
        error: { code: 'RATE_LIMITED', status: 429, requestId: 'item', retryAfterSeconds: 2 },
      },
    )
  })

  it('drops field errors that are none', () => {
    const fields = [{ pointer: '/a', message: 'no' }, null, { pointer: 1, message: 'x' }, 'x']
    expect(
      decodeOne({ error: { data: { appCode: 'BAD_INPUT', httpStatus: 400, fields } } }),
    ).toMatchObject({
      error: { fields: [{ pointer: '/a', message: 'no' }] },
    })
  })

  it('gives one outcome for each call, whatever the text', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `[${json}]`),
    )
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 3 }), (text, count) => {
        expect(decodeResponse(new Response(), text, count)).toHaveLength(count)
      }),
    )
  })
})

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['0', 0],
    ['120', 120],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s is %s seconds', (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds)
  })
})
