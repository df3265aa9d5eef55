import { describe, expect, it } from 'vitest'
import { attackersOf } from './expected.ts'
import { generateMatch } from './generate.ts'

const MATCHES = Array.from({ length: 40 }, (_, seed) => generateMatch(seed + 1))

describe('generateMatch', () => {
  it('gives the same match for the same seed, and another one for another', () => {
    expect(generateMatch(7)).toEqual(generateMatch(7))
    expect(generateMatch(8)).not.toEqual(generateMatch(7))
  })

  it('seats ten players on two sides, and now and then a spectator', () => {
    for (const { lineup } of MATCHES) {
      expect(lineup.filter(({ side }) => side === 'amber')).toHaveLength(5)
      expect(lineup.filter(({ side }) => side === 'jade')).toHaveLength(5)
    }
    expect(MATCHES.some(({ lineup }) => lineup.length > 10)).toBe(true)
  })

  it('plays every course a match can take', () => {
    const endings = new Set(MATCHES.flatMap(({ rounds }) => rounds?.map(({ by }) => by) ?? []))
    expect(endings).toEqual(new Set(['wipe', 'blast', 'disarm', 'clock', 'forfeit']))
    expect(new Set(MATCHES.map(({ head }) => head.winner))).toEqual(
      new Set(['amber', 'jade', null]),
    )
    expect(MATCHES.some(({ rounds }) => (rounds?.length ?? 0) > 14)).toBe(true)
  })

  it('lets attackers plant and defenders disarm', () => {
    const sidesOf = (is: 'plant' | 'disarm') =>
      MATCHES.flatMap((match) => {
        const attackers = attackersOf(match, 7)
        return (match.rounds ?? []).flatMap(({ log }, n) =>
          log
            .filter((entry) => entry.is === is)
            .map(({ by }) => ({
              side: match.lineup[by]?.side,
              attacker: attackers[n],
            })),
        )
      })
    expect(sidesOf('plant').every(({ side, attacker }) => side === attacker)).toBe(true)
    expect(sidesOf('disarm').some(({ side, attacker }) => side === attacker)).toBe(false)
  })

  it('knocks nobody out twice in a round', () => {
    for (const { log } of MATCHES.flatMap(({ rounds }) => rounds ?? [])) {
      const victims = log.flatMap((entry) => (entry.is === 'ko' ? [entry.on] : []))
      expect(new Set(victims).size).toBe(victims.length)
    }
  })
})
