import { describe, expect, it } from 'vitest'
import { BOARD_NAMES, BOARDS, MIN_GAMES } from './boards.ts'
import { leaderboardAroundInput, leaderboardInput, rankDistributionInput } from './contract.ts'

describe('the input of a leaderboard', () => {
  it('is the rating of competitive players unless told', () => {
    expect(leaderboardInput.parse({})).toEqual({ queue: 'competitive', by: 'rating', limit: 20 })
  })

  it.each(BOARD_NAMES)('knows the board %s', (by) => {
    expect(leaderboardInput.parse({ by }).by).toBe(by)
    expect(BOARDS[by]).toBeGreaterThanOrEqual(0)
    expect(MIN_GAMES[by]).toBeGreaterThan(0)
  })

  it.each(['acs', 'winRate'] as const)('takes an act with %s', (by) => {
    expect(leaderboardInput.parse({ by, act: 'E10A2' }).act).toBe('e10a2')
  })

  it.each([leaderboardInput, leaderboardAroundInput])(
    'refuses an act with the rating, naming the field',
    (schema) => {
      const { error } = schema.safeParse({ player: 'a#b', by: 'rating', act: 'e10a2' })
      expect(error?.issues).toMatchObject([{ path: ['act'] }])
    },
  )

  it.each([
    { by: 'kda' },
    { limit: 0 },
    { limit: 101 },
    { queue: '' },
    { region: 'e\u0000u' },
    { cursor: '' },
  ])('refuses %j', (input) => {
    expect(leaderboardInput.safeParse(input).success).toBe(false)
  })
})

describe('the input of the places around a player', () => {
  it('needs a player', () => {
    expect(leaderboardAroundInput.safeParse({}).success).toBe(false)
    expect(leaderboardAroundInput.safeParse({ player: '' }).success).toBe(false)
  })

  it('shows five places on each side, fifty at most', () => {
    expect(leaderboardAroundInput.parse({ player: 'a#b' }).limit).toBe(5)
    expect(leaderboardAroundInput.safeParse({ player: 'a#b', limit: 51 }).success).toBe(false)
  })
})

describe('the input of the distribution of ranks', () => {
  it('is all competitive players unless told', () => {
    expect(rankDistributionInput.parse({})).toEqual({ queue: 'competitive' })
  })
})
