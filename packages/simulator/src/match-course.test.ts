import { describe, expect, it } from 'vitest'
import { createLocator } from './locations.ts'
import { type Ending, type MatchCourse, playMatch } from './match-course.ts'
import { mapPool } from './meta.ts'
import { ROUND_MODES, type RoundMode } from './modes.ts'
import { createPrng } from './prng.ts'
import { releaseAt } from './releases.ts'
import { createRosters } from './testing/fought-rounds.ts'

const COUNT = 25

/** Courses of matches between lobbies of their own, without locations. */
function courses(mode: RoundMode, ending: Ending): readonly MatchCourse[] {
  const prng = createPrng(`${mode.queueId}/${ending}`)
  const roster = createRosters(prng)
  const [map] = mapPool(0)
  if (map === undefined) throw new RangeError('no map')
  return Array.from({ length: COUNT }, () => {
    const locator = createLocator(prng, map, true)
    const shared = { prng, mode, map, release: releaseAt(0), locator, compact: true }
    return playMatch({ ...shared, seats: roster() }, ending)
  })
}

const best = ({ points }: MatchCourse) => Math.max(points.Red, points.Blue)
const worst = ({ points }: MatchCourse) => Math.min(points.Red, points.Blue)

describe('a regular end', () => {
  it.each([
    ['swiftplay', ROUND_MODES.swiftplay],
    ['spike rush', ROUND_MODES.spikerush],
  ])('%s: the first to the goal has won', (_, mode) => {
    for (const course of courses(mode, 'regular')) {
      expect(best(course)).toBe(mode.winAt)
      expect(worst(course)).toBeLessThan(mode.winAt)
      expect(course.winner).toBe(course.points.Red > course.points.Blue ? 'Red' : 'Blue')
    }
  })

  it('competitive: thirteen, or a lead of two in overtime', () => {
    for (const course of courses(ROUND_MODES.competitive, 'regular')) {
      if (best(course) === 13) expect(worst(course)).toBeLessThan(12)
      else expect(best(course) - worst(course)).toBe(2)
    }
  })

  it('plays one round per point', () => {
    for (const course of courses(ROUND_MODES.unrated, 'regular')) {
      expect(course.rounds).toHaveLength(course.points.Red + course.points.Blue)
      expect(course.roundsPlayed).toBe(course.rounds.length)
    }
  })

  it('lasts as long as its rounds', () => {
    for (const { rounds, lengthMs } of courses(ROUND_MODES.competitive, 'regular')) {
      const perRound = lengthMs / rounds.length
      expect(perRound).toBeGreaterThan(45_000)
      expect(perRound).toBeLessThan(180_000)
      const times = rounds.flatMap((round) =>
        round.playerStats.flatMap((player) =>
          player.kills.map((kill) => kill.timeSinceGameStartMillis),
        ),
      )
      expect(Math.max(...times)).toBeLessThanOrEqual(lengthMs)
    }
  })
})

describe('a surrender', () => {
  const all = courses(ROUND_MODES.competitive, 'surrender')
  const codes = ({ rounds }: MatchCourse) => rounds.map((round) => round.roundResultCode)

  it('is called after eight rounds or more, by the team behind', () => {
    for (const course of all) {
      expect(course.points.Red + course.points.Blue).toBeGreaterThanOrEqual(8)
      expect(course.winner).toBe(course.points.Red > course.points.Blue ? 'Red' : 'Blue')
      expect(best(course)).toBeLessThan(13)
    }
  })

  it('awards the winner the missing rounds, all at the end', () => {
    for (const course of all) {
      const played = course.points.Red + course.points.Blue
      expect(codes(course).slice(0, played)).not.toContain('Surrendered')
      const awarded = course.rounds.slice(played)
      expect(awarded).toHaveLength(13 - best(course))
      expect(awarded.every((round) => round.winningTeam === course.winner)).toBe(true)
      expect(awarded.every((round) => round.roundResultCode === 'Surrendered')).toBe(true)
    }
  })

  it('counts the round that was broken off as played', () => {
    for (const { points, roundsPlayed } of all) {
      expect(roundsPlayed).toBe(points.Red + points.Blue + 1)
    }
  })

  it('comes early and late', () => {
    const ends = all.map((course) => course.roundsPlayed)
    expect(Math.min(...ends)).toBeLessThan(14)
    expect(Math.max(...ends)).toBeGreaterThan(16)
  })
})

describe('a draw', () => {
  it('is thirteen all, without a winner and without awarded rounds', () => {
    for (const course of courses(ROUND_MODES.unrated, 'draw')) {
      expect(course.points).toEqual({ Red: 13, Blue: 13 })
      expect(course.winner).toBeNull()
      expect(course.rounds).toHaveLength(26)
      expect(course.roundsPlayed).toBe(26)
    }
  })
})
