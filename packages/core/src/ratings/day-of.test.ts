import { describe, expect, it } from 'vitest'
import { dayOf } from './day-of.ts'

describe('dayOf', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-03-01'],
    ['2026-03-01T23:59:59.999Z', '2026-03-01'],
    ['2024-02-29T12:00:00+14:00', '2024-02-28'],
  ])('of %s is %s', (moment, day) => {
    expect(dayOf(new Date(moment))).toBe(day)
  })
})
