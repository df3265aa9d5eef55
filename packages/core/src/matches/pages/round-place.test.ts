import { describe, expect, it } from 'vitest'
import { onSide, opensHalf, requireRound, roundPlace, sideOf } from './round-place.ts'
import type { StoredMatch } from './stored-match.ts'
import { storedMatchOf } from './testing/stored.ts'

const match = storedMatchOf(
  Array.from({ length: 26 }, () => ({})),
  { queue: 'competitive' },
)
const at = (number: number, stored: StoredMatch = match) => {
  const round = stored.rounds[number]
  if (round === undefined) throw new Error(`no round ${number}`)
  return round
}

describe('roundPlace', () => {
  it('says where the round lies and who did what in it', () => {
    expect(roundPlace(match, at(12))).toEqual({
      number: 12,
      half: 2,
      overtime: false,
      attacker: 'blue',
      winner: 'red',
    })
  })
})

describe('opensHalf', () => {
  it('is so of two rounds a match', () => {
    const opening = match.rounds.filter((round) => opensHalf(match, round))
    expect(opening.map(({ number }) => number)).toEqual([0, 12])
  })
})

describe('sideOf', () => {
  it('changes with the half', () => {
    expect([sideOf(match, at(0), 0), sideOf(match, at(0), 5)]).toEqual(['attack', 'defence'])
    expect([sideOf(match, at(12), 0), sideOf(match, at(12), 5)]).toEqual(['defence', 'attack'])
  })

  it('is none in a surrendered round', () => {
    expect(sideOf(match, { ...at(0), attacker: null }, 0)).toBeNull()
  })
})

describe('onSide', () => {
  it('lets everybody through when no side is asked for', () => {
    const surrendered = { ...at(0), attacker: null }
    expect(onSide(match, surrendered, undefined)(0)).toBe(true)
    expect(onSide(match, surrendered, 'attack')(0)).toBe(false)
    expect(onSide(match, at(0), 'attack')(0)).toBe(true)
    expect(onSide(match, at(0), 'defence')(0)).toBe(false)
  })
})

describe('requireRound', () => {
  it('takes the rounds there are', () => {
    expect(() => requireRound(match, 0, '/round')).not.toThrow()
    expect(() => requireRound(match, 25, '/round')).not.toThrow()
  })

  it('names the field that asked for another', () => {
    expect(() => requireRound(match, 26, '/toRound')).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/toRound', message: 'this match has the rounds 0 to 25' }],
      }),
    )
  })

  it('leaves the pages of a match without rounds empty', () => {
    expect(() => requireRound({ ...match, rounds: [] }, 0, '/round')).not.toThrow()
  })
})
