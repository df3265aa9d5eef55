import { describe, expect, it } from 'vitest'
import { parseLimits, readLimits, readLimitType, readRetryAfter } from './rate-limit-headers.ts'

const headers = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? null

describe('parseLimits', () => {
  it('reads every window', () => {
    expect(parseLimits('20:1,100:120')).toEqual([
      { limit: 20, periodMs: 1_000 },
      { limit: 100, periodMs: 120_000 },
    ])
    expect(parseLimits(' 5:0.25 ')).toEqual([{ limit: 5, periodMs: 250 }])
  })

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['one window that makes no sense among others', '20:1,nonsense'],
    ['no calls at all', '0:1'],
    ['no time at all', '20:0'],
    ['a negative number', '-20:1'],
    ['a limit nobody set on purpose', '99999999:1'],
    ['a window longer than a day', '20:86401'],
    ['more windows than there can be', Array.from({ length: 9 }, () => '1:1').join(',')],
    ['a text without end', '20:1,'.repeat(1_000)],
  ])('takes no limits from %s', (_, text) => {
    expect(parseLimits(text)).toBeNull()
  })
})

describe('readLimits', () => {
  it('keeps the scopes apart', () => {
    const header = headers({ 'x-app-rate-limit': '20:1', 'x-method-rate-limit': '5:10' })
    expect(readLimits(header)).toEqual({
      application: [{ limit: 20, periodMs: 1_000 }],
      method: [{ limit: 5, periodMs: 10_000 }],
    })
    expect(readLimits(headers({}))).toEqual({ application: null, method: null })
  })
})

describe('readLimitType', () => {
  it.each([
    ['application', 'application'],
    ['Method', 'method'],
    ['service', 'service'],
    ['else', 'service'],
  ])('reads %s as %s', (text, type) => {
    expect(readLimitType(headers({ 'x-rate-limit-type': text }))).toBe(type)
  })

  it('blames the service when nobody says', () => {
    expect(readLimitType(headers({}))).toBe('service')
  })
})

describe('readRetryAfter', () => {
  const read = (text: string) => readRetryAfter(headers({ 'retry-after': text }))

  it('reads seconds', () => {
    expect(read(' 7 ')).toBe(7_000)
    expect(read('0.5')).toBe(500)
  })

  it('believes nobody who says more than an hour', () => {
    expect(read('999999999')).toBe(3_600_000)
  })

  it.each([
    '',
    '0',
    '0.0',
    '-1',
    'soon',
    '1e9',
    'Infinity',
    'Wed, 21 Oct 2026 07:28:00 GMT',
    '1'.repeat(20),
  ])('makes nothing of %j', (text) => expect(read(text)).toBeNull())
})
