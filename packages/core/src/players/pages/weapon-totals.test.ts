import { describe, expect, it } from 'vitest'
import { weaponTotals } from './weapon-totals.ts'

const tally = (weapon: number, kills: number, rounds = 1) => ({
  slot: 3,
  weapon,
  kills,
  headshots: 1,
  bodyshots: 2,
  legshots: 3,
  damage: 100,
  rounds,
})

describe('weaponTotals', () => {
  it('adds up games with the same weapon, and counts them', () => {
    expect(weaponTotals([tally(7, 2), tally(7, 5, 4)])).toEqual([
      {
        weapon: 7,
        games: 2,
        kills: 7,
        headshots: 2,
        bodyshots: 4,
        legshots: 6,
        damage: 200,
        rounds: 5,
      },
    ])
  })

  it('begins with the weapon of most kills, then of most rounds', () => {
    const totals = weaponTotals([tally(1, 1), tally(2, 3), tally(3, 1, 9)])
    expect(totals.map(({ weapon }) => weapon)).toEqual([2, 3, 1])
  })

  it('is empty without tallies, and leaves its input alone', () => {
    const one = tally(1, 1)
    expect(weaponTotals([])).toEqual([])
    weaponTotals([one, one, one])
    expect(one).toEqual(tally(1, 1))
  })
})
