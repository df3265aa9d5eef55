import { describe, expect, it } from 'vitest'
import type { RiotMatchDocument } from './riot-document.ts'
import { simulateMatches } from './simulator.ts'

const documents: readonly RiotMatchDocument[] = [
  ...simulateMatches({ seed: 'deathmatch', count: 40, mix: { deathmatch: 1 }, compact: true }),
]

const entries = (document: RiotMatchDocument) => document.roundResults?.[0]?.playerStats ?? []

const killsOf = (document: RiotMatchDocument) => entries(document).flatMap((entry) => entry.kills)

describe('simulateDeathmatch', () => {
  it('has twelve to fourteen players, each a team', () => {
    for (const { players, teams } of documents) {
      expect(players.length).toBeGreaterThanOrEqual(12)
      expect(players.length).toBeLessThanOrEqual(14)
      expect(teams?.map((team) => team.teamId)).toEqual(players.map((player) => player.puuid))
      expect(new Set(players.map((player) => player.partyId)).size).toBe(players.length)
    }
  })

  it('is won by the player with the most kills', () => {
    for (const { teams } of documents) {
      const best = Math.max(...(teams ?? []).map((team) => team.numPoints))
      const winners = (teams ?? []).filter((team) => team.won)
      expect(winners.map((team) => team.numPoints)).toEqual([best])
      expect(winners[0]).toMatchObject({ roundsPlayed: 1, roundsWon: 1 })
    }
  })

  it('ends with the fortieth kill or when time is up', () => {
    const ends = documents.map((document) => {
      const best = Math.max(...entries(document).map((entry) => entry.kills.length))
      const times = killsOf(document).map((kill) => kill.timeSinceGameStartMillis)
      return { best, last: Math.max(...times), length: document.matchInfo.gameLengthMillis }
    })
    for (const { best, last, length } of ends) {
      expect(best).toBeLessThanOrEqual(40)
      expect(last).toBeLessThanOrEqual(length ?? 0)
      if (best === 40) expect(last).toBe(length)
      else expect(length).toBe(582_000)
    }
    expect(ends.some(({ best }) => best === 40)).toBe(true)
  })

  it('never lets anybody kill or assist themselves', () => {
    for (const kill of documents.flatMap(killsOf)) {
      expect(kill.victim).not.toBe(kill.killer)
      expect(kill.assistants).not.toContain(kill.killer)
      expect(kill.assistants).not.toContain(kill.victim)
    }
  })

  it('deals exactly the health of whoever fell', () => {
    for (const document of documents) {
      const dealt = entries(document).flatMap((entry) => entry.damage)
      const total = dealt.reduce((sum, hits) => sum + hits.damage, 0)
      expect(total).toBe(killsOf(document).length * 150)
    }
  })

  it('scores 150 for a kill and the damage', () => {
    for (const document of documents) {
      for (const [index, { kills, damage }] of entries(document).entries()) {
        const dealt = damage.reduce((sum, hits) => sum + hits.damage, 0)
        expect(document.players[index]?.stats?.score).toBe(kills.length * 150 + dealt)
      }
    }
  })

  it('favours the better players', () => {
    const shares = documents.map((document) => {
      const kills = entries(document).map((entry) => entry.kills.length)
      return Math.max(...kills) / Math.max(1, Math.min(...kills))
    })
    expect(shares.every((share) => share > 1)).toBe(true)
  })

  it('knows nothing of ranks, parties or the spike', () => {
    for (const { matchInfo, players, roundResults } of documents) {
      expect(matchInfo.isRanked).toBe(false)
      expect(players.every((player) => player.competitiveTier === 0)).toBe(true)
      expect(roundResults?.[0]).toMatchObject({
        bombPlanter: null,
        bombDefuser: null,
        plantSite: '',
      })
    }
  })
})
