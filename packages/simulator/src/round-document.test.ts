import { describe, expect, it } from 'vitest'
import { createLocator } from './locations.ts'
import type { MatchContext } from './match-context.ts'
import { mapPool } from './meta.ts'
import { ROUND_MODES } from './modes.ts'
import { createPrng } from './prng.ts'
import { RELEASES, type Release } from './releases.ts'
import { playRound } from './round.ts'
import { writeFillerRound } from './round-document.ts'
import { createRosters } from './testing/fought-rounds.ts'

const OLDEST = RELEASES[0]
const NEWEST = RELEASES.at(-1)

function contextOf(release: Release | undefined, compact = false): MatchContext {
  const [map] = mapPool(0)
  if (map === undefined || release === undefined) throw new RangeError('no map or release')
  const prng = createPrng('rounds')
  const seats = createRosters(prng)()
  const locator = createLocator(prng.fork('locations'), map, compact)
  return { prng, mode: ROUND_MODES.competitive, map, release, seats, locator, compact }
}

/** The first half of a match, with Blue forced to win every third round. */
function firstHalf(context: MatchContext) {
  return Array.from({ length: 12 }, (_, number) => {
    const forcedWinner = number % 3 === 0 ? ('Blue' as const) : null
    return playRound(context, { number, startMs: number * 100_000, forcedWinner }).document
  })
}

describe('writeRound', () => {
  it('states the winners’ role from release 12 on', () => {
    const roles = (release: Release | undefined) =>
      firstHalf(contextOf(release)).map((round) => [round.winningTeam, round.winningTeamRole])
    expect(roles(OLDEST).every(([, role]) => role === undefined)).toBe(true)
    for (const [winner, role] of roles(NEWEST)) {
      expect(role).toBe(winner === 'Red' ? 'Attacker' : 'Defender')
    }
  })

  it('is won by whoever the match asks for', () => {
    const forced = firstHalf(contextOf(NEWEST)).filter((round) => round.roundNum % 3 === 0)
    expect(forced.map((round) => round.winningTeam)).toEqual(['Blue', 'Blue', 'Blue', 'Blue'])
  })

  it('puts times of the game and of the round side by side', () => {
    for (const round of firstHalf(contextOf(NEWEST))) {
      for (const kill of round.playerStats.flatMap((player) => player.kills)) {
        const start = kill.timeSinceGameStartMillis - kill.timeSinceRoundStartMillis
        expect(start).toBe(round.roundNum * 100_000)
      }
    }
  })

  it('says in words what the code says', () => {
    const texts = new Map(
      firstHalf(contextOf(NEWEST)).map((round) => [round.roundResultCode, round.roundResult]),
    )
    expect(texts.get('Elimination')).toBe('Eliminated')
    expect(texts.get('Defuse') ?? 'Bomb defused').toBe('Bomb defused')
    expect(texts.get('Detonate') ?? 'Bomb detonated').toBe('Bomb detonated')
  })

  it('adds to the players’ totals what it writes', () => {
    const context = contextOf(NEWEST)
    const rounds = firstHalf(context)
    for (const { player, tally } of context.seats) {
      const entries = rounds
        .flatMap((round) => round.playerStats)
        .filter((entry) => entry.puuid === player.puuid)
      expect(tally.score).toBe(entries.reduce((sum, entry) => sum + entry.score, 0))
    }
  })

  it('leaves positions and ability effects out of compact rounds', () => {
    for (const round of firstHalf(contextOf(NEWEST, true))) {
      for (const player of round.playerStats) {
        expect(player).not.toHaveProperty('ability')
        expect(player.kills.every((kill) => kill.playerLocations.length === 0)).toBe(true)
      }
    }
  })
})

describe('writeFillerRound', () => {
  it('lists everybody with nothing, and names the winner', () => {
    const context = contextOf(NEWEST)
    const round = writeFillerRound(context, 17, 'Red')
    expect(round).toMatchObject({ roundNum: 17, winningTeam: 'Red', bombPlanter: null })
    expect([round.roundResult, round.roundResultCode]).toEqual(['Surrendered', 'Surrendered'])
    const puuids = context.seats.map((seat) => seat.player.puuid)
    expect(round.playerStats.map((player) => player.puuid)).toEqual(puuids)
    for (const player of round.playerStats) {
      expect(player).toMatchObject({ kills: [], damage: [], score: 0 })
    }
  })
})
