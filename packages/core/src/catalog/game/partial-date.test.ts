import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPartialDate, isPartialDate, parsePartialDate } from './partial-date.ts'

describe('a date of which only part is known', () => {
  it.each([
    ['2004-11-16', 'day', '2004-11-16', '2004-11-16'],
    ['1987-09', 'month', '1987-09-01', '1987-09-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['1900-02', 'month', '1900-02-01', '1900-02-28'],
    ['2025-Q1', 'quarter', '2025-01-01', '2025-03-31'],
    ['2025-Q4', 'quarter', '2025-10-01', '2025-12-31'],
    ['1983', 'year', '1983-01-01', '1983-12-31'],
  ])('%s is a %s from %s to %s', (text, precision, earliest, latest) => {
    expect(isPartialDate(text)).toBe(true)
    expect(parsePartialDate(text)).toEqual({ precision, earliest, latest })
  })

  it('that is to be announced is no day at all', () => {
    expect(parsePartialDate(null)).toEqual({ precision: 'tba', earliest: null, latest: null })
    expect(formatPartialDate({ precision: 'tba', earliest: null })).toBeNull()
  })

  it.each([
    '',
    '87',
    '1987-9',
    '1987-13',
    '1987-00',
    '2023-02-29',
    '2023-04-31',
    '2023-01-00',
    '2023-Q0',
    '2023-Q5',
    '0000',
    '0999-12-31',
    '1987-09-xx',
    '2023-01-01T00:00:00Z',
    '-2023',
    '20230101',
    '２０２３',
  ])('is not %j', (text) => {
    expect(isPartialDate(text)).toBe(false)
  })

  it('reads back as it was written', () => {
    const day = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    })
    const cut = fc.constantFrom(4, 7, 10)
    fc.assert(
      fc.property(day, cut, fc.boolean(), (date, length, asQuarter) => {
        const iso = date.toISOString()
        const text = asQuarter
          ? `${iso.slice(0, 4)}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`
          : iso.slice(0, length)
        const range = parsePartialDate(text)
        expect(formatPartialDate(range)).toBe(text)
        expect((range.earliest ?? '') <= (range.latest ?? '')).toBe(true)
      }),
      { numRuns: 300, seed: 20_261_130 },
    )
  })
})
