import { describe, expect, it } from 'vitest'
import { storedMatchOf } from './testing/stored.ts'
import { tradedKills, tradesByKill } from './trades-by-kill.ts'

/** 5 kills 0, 1 avenges; 6 kills 2 and nobody does in time. */
const match = storedMatchOf([
  {
    kills: [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 3_000, killer: 1, victim: 5 },
      { at: 10_000, killer: 6, victim: 2 },
      { at: 14_500, killer: 1, victim: 6 },
    ],
  },
])
const kills = match.rounds[0]?.kills ?? []
const [first, avenging, lone, late] = kills

describe('tradesByKill', () => {
  it('names the players whose death a kill avenged', () => {
    const trades = tradesByKill(match, kills)
    expect(kills.map((kill) => trades.get(kill))).toEqual([[], [0], [], [2]])
  })

  it('counts by the window that the match was measured with', () => {
    const narrow = { ...match, tradeWindowMs: 3_000 }
    const trades = tradesByKill(narrow, kills)
    expect([avenging, late].map((kill) => kill && trades.get(kill))).toEqual([[0], []])
  })
})

describe('tradedKills', () => {
  it('are the kills that were avenged', () => {
    expect(tradedKills(match, kills)).toEqual(new Set([first, lone]))
    expect(tradedKills({ ...match, tradeWindowMs: 3_000 }, kills)).toEqual(new Set([first]))
  })
})
