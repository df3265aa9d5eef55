import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAST_LANES,
  CLUTCH_LANES,
  CounterOverflow,
  type Lanes,
  MATCH_LANES,
  narrow,
  packLanes,
  ROUND_LANES,
  SEAT_LANES,
} from './lanes.ts'
import { unpackLanes } from './testing/unpack-lanes.ts'

const LAYOUTS: readonly (readonly [string, Lanes, bits: number])[] = [
  ['round_counts of a match', MATCH_LANES, 63],
  ['seat', SEAT_LANES, 15],
  ['round_counts of a player', ROUND_LANES, 63],
  ['clutch_counts', CLUTCH_LANES, 63],
  ['cast_counts', CAST_LANES, 31],
]

describe.each(LAYOUTS)('%s', (_, lanes, columnBits) => {
  it('fits its column without touching the sign', () => {
    expect(lanes.reduce((sum, [, bits]) => sum + bits, 0)).toBeLessThanOrEqual(columnBits)
  })

  it('keeps every value that its lane holds', () => {
    const values = fc.record(
      Object.fromEntries(
        lanes.map(([name, bits]) => [name, fc.integer({ min: 0, max: 2 ** bits - 1 })]),
      ),
    )
    fc.assert(
      fc.property(values, (counts) => {
        expect(unpackLanes(lanes, packLanes(lanes, counts))).toEqual(counts)
      }),
    )
  })

  it('refuses a value that would spill into the next lane, by name', () => {
    const zeros = Object.fromEntries(lanes.map(([name]) => [name, 0]))
    for (const [name, bits] of lanes) {
      for (const bad of [2 ** bits, -1, 0.5, Number.NaN]) {
        expect(() => packLanes(lanes, { ...zeros, [name]: bad })).toThrow(CounterOverflow)
      }
    }
  })
})

describe('narrow', () => {
  it('lets through what a smallint holds', () => {
    expect([0, 1, 32_767].map((value) => narrow('score', value))).toEqual([0, 1, 32_767])
  })

  it('says which counter no real match reaches', () => {
    expect(() => narrow('score', 32_768)).toThrow('score is 32768; at most 32767 is plausible')
  })
})
