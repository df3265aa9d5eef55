import { describe, expect, it } from 'vitest'
import { DEFAULT_MIX, drawKind, MATCH_KINDS, type MatchKind } from './match-kinds.ts'
import { createPrng } from './prng.ts'
import type { RiotMatchDocument } from './riot-document.ts'
import { createSimulator, simulateMatches } from './simulator.ts'

const text = (document: RiotMatchDocument) => JSON.stringify(document)

const only = (kind: MatchKind, count: number, seed = 'only') => [
  ...simulateMatches({ seed, count, mix: { [kind]: 1 } }),
]

describe('createSimulator', () => {
  it('gives the same documents for the same seed and others for another', () => {
    const first = [...simulateMatches({ seed: 7, count: 12 })].map(text)
    expect([...simulateMatches({ seed: 7, count: 12 })].map(text)).toEqual(first)
    const other = [...simulateMatches({ seed: 8, count: 12 })].map(text)
    expect(other.filter((document) => first.includes(document))).toHaveLength(0)
  })

  it('reaches every position directly', () => {
    const sequence = createSimulator({ seed: 'jump' })
    const documents = Array.from({ length: 6 }, () => sequence.next())
    const jumping = createSimulator({ seed: 'jump' })
    for (const index of [5, 0, 3]) expect(jumping.at(index)).toEqual(documents[index])
  })

  it('is iterable without end', () => {
    const simulator = createSimulator({ seed: 'loop', mix: { aborted: 1 } })
    let count = 0
    for (const document of simulator) {
      expect(document.teams).toBeNull()
      count += 1
      if (count === 50) break
    }
    expect(count).toBe(50)
  })

  it('starts matches in order, about one per interval', () => {
    const startAt = Date.parse('2026-02-01')
    const documents = [
      ...simulateMatches({ seed: 't', count: 50, startAt, intervalMs: 60_000, compact: true }),
    ]
    for (const [index, { matchInfo }] of documents.entries()) {
      expect(matchInfo.gameStartMillis).toBeGreaterThanOrEqual(startAt + index * 60_000)
      expect(matchInfo.gameStartMillis).toBeLessThan(startAt + (index + 1) * 60_000)
      expect(matchInfo.gameVersion).toContain('12.0')
    }
  })

  it('never repeats a match id', () => {
    const ids = [...simulateMatches({ seed: 'ids', count: 300, compact: true })].map(
      (document) => document.matchInfo.matchId,
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('draws from as many players as asked', () => {
    const seen = new Set<string>()
    for (const document of simulateMatches({
      seed: 'few',
      count: 300,
      players: 180,
      compact: true,
    })) {
      for (const player of document.players) seen.add(player.puuid)
    }
    expect(seen.size).toBeLessThan(260)
  })
})

describe('mix', () => {
  it('holds every kind by default', () => {
    const prng = createPrng('mix')
    const drawn = new Set(Array.from({ length: 1_000 }, () => drawKind(prng, DEFAULT_MIX)))
    expect(drawn).toEqual(new Set(MATCH_KINDS))
  })

  it('is mostly competitive', () => {
    const simulator = createSimulator({ seed: 'share' })
    const kinds = Array.from({ length: 1_000 }, (_, index) => simulator.kindAt(index))
    expect(kinds.filter((kind) => kind === 'competitive').length).toBeGreaterThan(550)
  })

  it('refuses a mix of nothing', () => {
    expect(() => drawKind(createPrng('none'), {})).toThrow(RangeError)
  })

  it('reaches overtime by itself', () => {
    const rounds = only('competitive', 120).map((document) => document.roundResults?.length ?? 0)
    expect(rounds.some((count) => count > 25)).toBe(true)
  })
})

describe('kinds', () => {
  it('deathmatch: a team each, one round, no economy, no round score', () => {
    for (const { matchInfo, players, teams, roundResults } of only('deathmatch', 6)) {
      expect(matchInfo.queueId).toBe('deathmatch')
      expect(players.every((player) => player.teamId === player.puuid)).toBe(true)
      expect(teams).toHaveLength(players.length)
      expect(teams?.filter((team) => team.won)).toHaveLength(1)
      expect(roundResults).toHaveLength(1)
      expect(roundResults?.[0]?.playerStats.every((player) => player.score === 0)).toBe(true)
      expect(Math.max(...players.map((player) => player.stats?.kills ?? 0))).toBeLessThanOrEqual(40)
    }
  })

  it('aborted: players without statistics, and nothing else', () => {
    for (const { matchInfo, players, teams, roundResults } of only('aborted', 6)) {
      expect([teams, roundResults, matchInfo.gameLengthMillis]).toEqual([null, null, null])
      expect(matchInfo.isCompleted).toBe(false)
      expect(players).toHaveLength(10)
      expect(players.every((player) => player.stats === null)).toBe(true)
    }
  })

  it('custom: an empty queue, and sometimes observers and a coach', () => {
    const documents = only('custom', 20)
    for (const { matchInfo, players } of documents) {
      expect([matchInfo.queueId, matchInfo.provisioningFlowId]).toEqual(['', 'CustomGame'])
      expect(new Set(players.map((player) => player.partyId)).size).toBe(1)
    }
    const audience = documents.flatMap((document) =>
      document.players.filter((player) => player.isObserver),
    )
    expect(audience.length).toBeGreaterThan(0)
    for (const observer of audience) {
      expect(observer).toMatchObject({ teamId: 'Neutral', characterId: null, stats: null })
    }
    expect(documents.some((document) => document.coaches.length === 1)).toBe(true)
    expect(documents.some((document) => document.players.length === 10)).toBe(true)
  })

  it('surrender: the winner is awarded thirteen rounds', () => {
    for (const { teams } of only('surrender', 20)) {
      const winner = teams?.find((team) => team.won)
      expect(winner?.roundsWon).toBe(13)
      expect(winner?.numPoints).toBeLessThan(13)
      const loser = teams?.find((team) => !team.won)
      expect(loser?.numPoints).toBe(loser?.roundsWon)
    }
  })

  it('swiftplay and spike rush are short', () => {
    for (const { roundResults } of only('swiftplay', 20)) {
      expect(roundResults?.length).toBeGreaterThanOrEqual(5)
      expect(roundResults?.length).toBeLessThanOrEqual(9)
    }
    for (const { roundResults } of only('spikerush', 20)) {
      expect(roundResults?.length).toBeLessThanOrEqual(7)
      const economies = roundResults?.flatMap((round) =>
        round.playerStats.map((player) => player.economy),
      )
      expect(economies?.every((economy) => economy.spent === 0)).toBe(true)
    }
  })
})

describe('sizes', () => {
  it('of competitive documents are those of real ones', () => {
    const sizes = only('competitive', 60)
      .map((document) => text(document).length)
      .sort((a, b) => a - b)
    const median = sizes[30] ?? 0
    expect(median).toBeGreaterThan(280_000)
    expect(median).toBeLessThan(400_000)
    expect(
      sizes.filter((size) => size >= 200_000 && size <= 450_000).length,
    ).toBeGreaterThanOrEqual(54)
  })

  it('spend a third or more on locations', () => {
    const [document] = only('competitive', 1)
    const locations = (document?.roundResults ?? []).flatMap((round) =>
      round.playerStats.flatMap((player) =>
        player.kills.map((kill) => JSON.stringify(kill.playerLocations).length),
      ),
    )
    const share = locations.reduce((sum, size) => sum + size, 0) / JSON.stringify(document).length
    expect(share).toBeGreaterThan(0.33)
    expect(share).toBeLessThan(0.45)
  })
})

describe('compact', () => {
  it('leaves out locations and ability effects and nothing else', () => {
    const full = [...simulateMatches({ seed: 'c', count: 30 })].map(withoutLocations)
    const compact = [...simulateMatches({ seed: 'c', count: 30, compact: true })].map(
      withoutLocations,
    )
    expect(compact).toEqual(full)
  })

  it('is about half the size', () => {
    const size = (compact: boolean) =>
      [...simulateMatches({ seed: 'c', count: 20, compact })].reduce(
        (sum, document) => sum + text(document).length,
        0,
      )
    expect(size(true) / size(false)).toBeLessThan(0.55)
  })
})

function withoutLocations(document: RiotMatchDocument): unknown {
  return JSON.parse(text(document), (key, value: unknown) => {
    if (key === 'ability') return undefined
    return /location/i.test(key) ? null : value
  })
}
