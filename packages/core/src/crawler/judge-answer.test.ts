import { describe, expect, it } from 'vitest'
import type { UpstreamAnswer } from '../ports/upstream.ts'
import { healthOf, judgeAnswer } from './judge-answer.ts'

const reply = (status: number, headers: Readonly<Record<string, string>> = {}): UpstreamAnswer => ({
  kind: 'reply',
  status,
  header: (name) => headers[name] ?? null,
  body: new Uint8Array([1]),
})
const judge = (answer: UpstreamAnswer) => judgeAnswer(answer, (body) => body.length)

describe('judgeAnswer', () => {
  it('takes what the body was read as', () => {
    expect(judge(reply(200))).toEqual({ kind: 'ok', body: 1 })
  })

  it('takes a body that is not what was asked for as a failure', () => {
    expect(judgeAnswer(reply(200), () => null)).toEqual({ kind: 'failed', reason: 'INVALID_BODY' })
  })

  it.each([400, 403, 404, 410, 414])('does not ask again after %d', (status) => {
    expect(judge(reply(status))).toEqual({ kind: 'gone', reason: `HTTP ${status}` })
  })

  it.each([204, 301, 302, 307, 401, 408, 500, 502, 503, 504])(
    'may ask again after %d',
    (status) => {
      expect(judge(reply(status))).toEqual({ kind: 'failed', reason: `HTTP ${status}` })
    },
  )

  it('hands on why there is no answer', () => {
    expect(judge({ kind: 'failure', reason: 'TIMEOUT' })).toEqual({
      kind: 'failed',
      reason: 'TIMEOUT',
    })
  })

  it('reads what a 429 is about', () => {
    const headers = { 'x-rate-limit-type': 'method', 'retry-after': '2' }
    expect(judge(reply(429, headers))).toEqual({
      kind: 'throttled',
      by: 'method',
      retryAfterMs: 2_000,
    })
    expect(judge(reply(429))).toEqual({ kind: 'throttled', by: 'service', retryAfterMs: null })
  })
})

describe('healthOf', () => {
  const health = (status: number, headers = {}) => healthOf(judge(reply(status, headers)))

  it('is well when there is an answer, be it that there is nothing', () => {
    expect([200, 404, 400].map((status) => health(status))).toEqual(['well', 'well', 'well'])
  })

  it('is failing when there is none, or none to anybody with this key', () => {
    expect([500, 302, 401, 403].map((status) => health(status))).toEqual(
      Array.from({ length: 4 }, () => 'failing'),
    )
  })

  it('is not known from a 429, unless the service says no more than that', () => {
    expect(health(429, { 'x-rate-limit-type': 'application' })).toBe('unknown')
    expect(health(429, { 'retry-after': '1' })).toBe('unknown')
    expect(health(429)).toBe('failing')
  })
})
