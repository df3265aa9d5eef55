import { describe, expect, it } from 'vitest'
import { matchOf } from '../sources/testing/parse-fixture.ts'
import { realMatches, realMatchesMissing } from '../sources/testing/real-matches.ts'
import type { KillSpec, RoundSpec } from '../sources/testing/riot-fixture.ts'
import { type Clutch, clutchesOf } from './clutches.ts'

function clutches(round: RoundSpec): readonly Clutch[] {
  const match = matchOf([round])
  const [parsed] = match.rounds
  return parsed ? clutchesOf(match, parsed) : []
}

/** Kills of these players in this order, a second apart, by the first opponent. */
function deaths(...victims: number[]): KillSpec[] {
  return victims.map((victim, index) => ({
    at: 1_000 * (index + 1),
    killer: victim < 5 ? 5 : 0,
    victim,
    item: 'Ability1', // no sign of life of the killer
  }))
}

describe('clutchesOf', () => {
  it('is none while two are alive on both sides', () => {
    expect(clutches({ kills: deaths(1, 2, 3, 6, 7, 8) })).toEqual([])
  })

  it.each([1, 2, 3, 4, 5])('counts a 1v%i', (opponents) => {
    const killed = [6, 7, 8, 9].slice(0, 5 - opponents)
    const found = clutches({ winner: 'Blue', kills: deaths(...killed, 1, 2, 3, 4) })
    expect(found).toContainEqual({ player: 0, opponents, won: false })
  })

  it('is won with the round', () => {
    const kills = deaths(1, 2, 3, 4, 5, 6, 7, 8, 9)
    expect(clutches({ winner: 'Red', kills })).toEqual([
      { player: 0, opponents: 5, won: true },
      { player: 9, opponents: 1, won: false },
    ])
  })

  it('keeps the number of opponents there were at the start', () => {
    const kills = deaths(1, 2, 3, 4, 6, 7)
    expect(clutches({ winner: 'Blue', kills })[0]?.opponents).toBe(5)
  })

  it('gives both of a 1v1 their attempt', () => {
    const kills = deaths(1, 2, 3, 6, 7, 8, 4, 9)
    expect(clutches({ winner: 'Red', kills })).toEqual([
      { player: 0, opponents: 2, won: true },
      { player: 5, opponents: 1, won: false },
    ])
  })

  it('does not take a revived teammate for dead', () => {
    const kills = [...deaths(1, 2, 3, 4), { at: 9_000, killer: 4, victim: 6 }]
    expect(clutches({ winner: 'Red', kills })).toEqual([])
  })

  it('takes the second death of a revived player for the lasting one', () => {
    const kills = deaths(4, 1, 2, 6, 3, 4)
    expect(clutches({ winner: 'Blue', kills })).toEqual([{ player: 0, opponents: 4, won: false }])
  })

  it('does not take an ability that kills after death for a revival', () => {
    const kills = [...deaths(1, 2, 3, 4), { at: 5_000, killer: 4, victim: 6, item: 'Ability1' }]
    expect(clutches({ winner: 'Red', kills })).toMatchObject([{ player: 0, opponents: 5 }])
  })

  it('counts deaths by fall: who fell is not there to help', () => {
    const fall = { at: 5_000, killer: 4, victim: 4, item: '', type: 'Fall' }
    expect(clutches({ kills: [...deaths(1, 2, 3), fall] })).toMatchObject([{ player: 0 }])
  })

  it('is not begun after the spike went off', () => {
    const spec = { code: 'Detonate', plant: { player: 0, at: 10_000 } } as const
    const fourth = (at: number) => [...deaths(6, 7, 8), { at, killer: 0, victim: 9 }]
    expect(clutches({ ...spec, kills: fourth(56_000) })).toEqual([])
    expect(clutches({ ...spec, kills: fourth(54_000) })).toHaveLength(1)
  })

  it('is not begun after a defuse or the end of time', () => {
    const kills = [...deaths(1, 2, 3), { at: 101_000, killer: 5, victim: 4 }]
    const defuse = { player: 5, at: 90_000 }
    expect(clutches({ code: 'Defuse', winner: 'Blue', defuse, kills })).toEqual([])
    expect(clutches({ code: '', winner: 'Blue', kills })).toEqual([])
    expect(clutches({ code: 'Elimination', winner: 'Blue', kills })).toHaveLength(1)
  })
})

describe.skipIf(realMatchesMissing)(`ceremonies ${realMatchesMissing ?? ''}`, () => {
  it.each(realMatches)('$name: each clutch the game celebrates is one', ({ match }) => {
    for (const round of match.rounds) {
      if (round.ceremony !== 'CeremonyClutch') continue
      const won = clutchesOf(match, round).filter((clutch) => clutch.won)
      expect(won, `round ${round.number}`).toHaveLength(1)
      expect(won[0]?.opponents).toBeGreaterThanOrEqual(2)
    }
  })
})
