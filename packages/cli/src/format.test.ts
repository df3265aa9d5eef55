import { describe, expect, it } from 'vitest'
import { count, duration, megabytes, percent, plural, timestamp } from './format.ts'

describe('format', () => {
  it('groups digits the same on every machine', () => {
    expect(count(0)).toBe('0')
    expect(count(1_234_567.4)).toBe('1,234,567')
  })

  it('writes shares and sizes with one decimal', () => {
    expect(percent(0.5446)).toBe('54.5 %')
    expect(megabytes(12_345_678)).toBe('12.3 MB')
  })

  it.each([
    [-1, '0 s'],
    [7.4, '7 s'],
    [59.6, '1 min 00 s'],
    [185, '3 min 05 s'],
    [7_449, '2 h 04 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  it('counts nouns', () => {
    expect([0, 1, 2].map((n) => plural(n, 'file'))).toEqual(['0 files', '1 file', '2 files'])
  })

  it('writes times in UTC', () => {
    expect(timestamp(new Date('2026-03-04T05:06:07.890Z'))).toBe('2026-03-04 05:06:07')
  })
})
