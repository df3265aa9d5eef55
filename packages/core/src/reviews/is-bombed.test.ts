import { describe, expect, it } from 'vitest'
import { isBombed } from './is-bombed.ts'

/** Three a day before, at 4.5 stars. */
const BEFORE = { before: 270, before_mean: 4.5 }

describe('isBombed', () => {
  it.each([
    [63, 3.5, true],
    [62, 3.5, false],
    [63, 3.51, false],
    [63, 1, true],
    [1_000, 4.5, false],
    [1_000, null, false],
  ])('%i reviews of %s stars in the last days: %s', (recent, recent_mean, expected) => {
    expect(isBombed({ ...BEFORE, recent, recent_mean })).toBe(expected)
  })

  it('sees a mean that rose as well as one that fell', () => {
    const pace = { recent: 70, recent_mean: 5, before: 90 }
    expect(isBombed({ ...pace, before_mean: 4 })).toBe(true)
    expect(isBombed({ ...pace, before_mean: 4.1 })).toBe(false)
  })

  it.each([
    [29, 90],
    [300, 29],
    [300, 0],
  ])('needs thirty in both stretches: %i and %i say nothing', (recent, before) => {
    const means = { recent_mean: 1, before_mean: before === 0 ? null : 5 }
    expect(isBombed({ recent, before, ...means })).toBe(false)
  })
})
