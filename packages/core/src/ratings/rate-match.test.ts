import { describe, expect, it } from 'vitest'
import { NEW_PLAYER, rateMatch, type Skill } from './rate-match.ts'

const five = (skill: Skill): readonly Skill[] => Array.from({ length: 5 }, () => skill)
const NEW_TEAMS = { red: five(NEW_PLAYER), blue: five(NEW_PLAYER) }
const STRONG: Skill = { mu: 35, sigma: 3 }
const WEAK: Skill = { mu: 15, sigma: 3 }

describe('rateMatch', () => {
  it('starts players where OpenSkill does', () => {
    expect(NEW_PLAYER).toEqual({ mu: 25, sigma: 25 / 3 })
  })

  it.each([
    [1, 'red', 'blue'],
    [2, 'blue', 'red'],
  ] as const)(
    'moves winners up and losers down by the same when winner is %i',
    (winner, up, down) => {
      const rated = rateMatch(NEW_TEAMS, winner)
      for (const [index, skill] of rated[up].entries()) {
        expect(skill.mu).toBeGreaterThan(25)
        expect(skill.mu - 25).toBeCloseTo(25 - (rated[down][index]?.mu ?? 0), 12)
      }
    },
  )

  it('moves nobody in a draw of equals, and learns from it all the same', () => {
    const rated = rateMatch(NEW_TEAMS, 0)
    for (const { mu, sigma } of [...rated.red, ...rated.blue]) {
      expect(mu).toBeCloseTo(25, 12)
      expect(sigma).toBeLessThan(NEW_PLAYER.sigma)
    }
  })

  it('brings unequal teams closer in a draw', () => {
    const rated = rateMatch({ red: five(STRONG), blue: five(WEAK) }, 0)
    expect(rated.red[0]?.mu).toBeLessThan(STRONG.mu)
    expect(rated.blue[0]?.mu).toBeGreaterThan(WEAK.mu)
  })

  it('moves more for a surprise than for what was expected', () => {
    const teams = { red: five(STRONG), blue: five(WEAK) }
    const expected = (rateMatch(teams, 1).red[0]?.mu ?? 0) - STRONG.mu
    const surprise = STRONG.mu - (rateMatch(teams, 2).red[0]?.mu ?? 0)
    expect(surprise).toBeGreaterThan(expected)
  })

  it('moves those most of whom least is known', () => {
    const red = [NEW_PLAYER, ...five({ mu: 25, sigma: 2 }).slice(1)]
    const rated = rateMatch({ red, blue: five({ mu: 25, sigma: 2 }) }, 1)
    const moves = rated.red.map(({ mu }) => mu - 25)
    expect(moves[0]).toBeGreaterThan(10 * (moves[1] ?? 0))
  })

  it('never changes what it was given', () => {
    const red = five(STRONG).map((skill) => Object.freeze({ ...skill }))
    expect(() => rateMatch({ red, blue: five(WEAK) }, 2)).not.toThrow()
  })

  it.each([-1, 3, 0.5])('refuses the winner %d', (winner) => {
    expect(() => rateMatch(NEW_TEAMS, winner)).toThrow(RangeError)
  })
})
