import { describe, expect, it } from 'vitest'
import { matchOf } from '../sources/testing/parse-fixture.ts'
import type { KillSpec } from '../sources/testing/riot-fixture.ts'
import { TRADE_WINDOW_MS, type Trades, tradesOf } from './trades.ts'

function trades(kills: KillSpec[], windowMs = TRADE_WINDOW_MS): Omit<Trades, 'pairs'> {
  const match = matchOf([{ kills }])
  const { pairs, ...players } = tradesOf(match, match.rounds[0]?.kills ?? [], windowMs)
  // Whoever asks for the kills is told of the same trades.
  expect(pairs.map(({ avenged }) => avenged.victim)).toEqual(players.victims)
  expect(pairs.every(({ avenged, by }) => by.victim === avenged.killer)).toBe(true)
  return players
}

describe('tradesOf', () => {
  it('is a kill of the killer by a teammate of the victim', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 3_000, killer: 1, victim: 5 },
    ])
    expect(result).toEqual({ killers: [1], victims: [0] })
  })

  it.each([
    [5_000, 1],
    [5_001, 0],
  ])('%i ms later: %i trades', (delay, expected) => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 1_000 + delay, killer: 1, victim: 5 },
    ])
    expect(result.victims).toHaveLength(expected)
  })

  it('has a configurable window', () => {
    const kills = [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 5_000, killer: 1, victim: 5 },
    ]
    expect(trades(kills, 3_000).killers).toEqual([])
    expect(trades(kills, 4_000).killers).toEqual([1])
  })

  it('is not the death of somebody else', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 2_000, killer: 1, victim: 6 },
    ])
    expect(result).toEqual({ killers: [], victims: [] })
  })

  it('avenges several deaths with one kill', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 2_000, killer: 5, victim: 1 },
      { at: 3_000, killer: 2, victim: 5 },
    ])
    expect(result).toEqual({ killers: [2], victims: [0, 1] })
  })

  it('avenges a death once, also when the killer comes back', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 2_000, killer: 1, victim: 5 },
      { at: 3_000, killer: 2, victim: 5 },
    ])
    expect(result).toEqual({ killers: [1], victims: [0] })
  })

  it('can be traded back', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 2_000, killer: 1, victim: 5 },
      { at: 3_000, killer: 6, victim: 1 },
    ])
    expect(result).toEqual({ killers: [1, 6], victims: [0, 5] })
  })

  it('is not made by an ability of the victim', () => {
    const result = trades([
      { at: 1_000, killer: 5, victim: 0 },
      { at: 2_000, killer: 0, victim: 5, item: 'Ability1' },
    ])
    expect(result.victims).toEqual([])
  })

  it('is not made by or of a team kill', () => {
    const result = trades([
      { at: 1_000, killer: 1, victim: 0 },
      { at: 2_000, killer: 2, victim: 1 },
      { at: 3_000, killer: 5, victim: 3 },
      { at: 4_000, killer: 6, victim: 5 },
    ])
    expect(result).toEqual({ killers: [], victims: [] })
  })
})
