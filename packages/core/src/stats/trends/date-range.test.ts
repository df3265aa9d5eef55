import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateRange } from './date-range.ts'

const NOW = new Date('2026-05-06T23:59:59.999Z')
const range = (
  asked: { from?: string; to?: string },
  interval: 'day' | 'week' = 'day',
  maxIntervals = 400,
) => dateRange(asked, { interval, now: NOW, maxIntervals })

describe('dateRange', () => {
  it('is the last thirty days in UTC when nothing is asked for', () => {
    expect(range({})).toEqual({ from: '2026-04-07', to: '2026-05-06' })
  })

  it('takes whole weeks from Monday to Sunday', () => {
    // 6 May 2026 is a Wednesday.
    expect(range({}, 'week')).toEqual({ from: '2025-10-13', to: '2026-05-10' })
    expect(range({ from: '2026-05-03', to: '2026-05-04' }, 'week')).toEqual({
      from: '2026-04-27',
      to: '2026-05-10',
    })
  })

  it('takes one day for one day', () => {
    expect(range({ from: '2024-02-29', to: '2024-02-29' })).toEqual({
      from: '2024-02-29',
      to: '2024-02-29',
    })
  })

  it('knows days before 1970', () => {
    expect(range({ from: '1969-12-28', to: '1969-12-31' }, 'week')).toEqual({
      from: '1969-12-22',
      to: '1970-01-04',
    })
  })

  it.each([
    [{ from: '2026-05-07' }, 'day' as const],
    [{ from: '2026-05-02', to: '2026-05-01' }, 'day' as const],
    [{ from: '2016-05-06', to: '2026-05-06' }, 'day' as const],
    [{ from: '2016-05-06', to: '2026-05-06' }, 'week' as const],
  ])('refuses %j by %s', (asked, interval) => {
    expect(() => range(asked, interval)).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        fields: [expect.objectContaining({ pointer: '/from' })],
      }),
    )
  })

  it('takes as many intervals as are allowed, and not one more', () => {
    const asked = { from: '2026-04-27', to: '2026-05-06' }
    expect(range(asked, 'day', 10)).toEqual(asked)
    expect(() => range(asked, 'day', 9)).toThrow('The input is not valid')
  })

  it('holds the days asked for, in whole weeks', () => {
    const day = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    })
    const iso = (date: Date) => date.toISOString().slice(0, 10)
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 2_000 }), (first, length) => {
        const from = iso(first)
        const to = iso(new Date(first.getTime() + length * 86_400_000))
        const weeks = range({ from, to }, 'week')
        expect(weeks.from <= from && to <= weeks.to).toBe(true)
        expect([new Date(weeks.from).getUTCDay(), new Date(weeks.to).getUTCDay()]).toEqual([1, 0])
      }),
    )
  })
})
