import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeWeaponTallies, encodeWeaponTallies } from './weapon-tallies.ts'

const count = fc.integer({ min: 0, max: 40_000 })
const tally = fc.record({
  slot: fc.integer({ min: 0, max: 15 }),
  weapon: fc.integer({ min: 0, max: 32_767 }),
  kills: count,
  headshots: count,
  bodyshots: count,
  legshots: count,
  damage: count,
  rounds: count,
})

describe('weapon tallies', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 60 }), (tallies) => {
        expect(decodeWeaponTallies(encodeWeaponTallies(tallies))).toEqual(tallies)
      }),
    )
  })

  it('take a byte for a small number', () => {
    const small = { slot: 1, weapon: 2, kills: 3, headshots: 4, bodyshots: 5, legshots: 0 }
    expect(encodeWeaponTallies([{ ...small, damage: 127, rounds: 6 }])).toHaveLength(8)
    expect(encodeWeaponTallies([{ ...small, damage: 128, rounds: 6 }])).toHaveLength(9)
  })

  it('of nobody are none', () => {
    expect(decodeWeaponTallies(encodeWeaponTallies([]))).toEqual([])
  })
})
