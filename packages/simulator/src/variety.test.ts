import { AGENTS, createContentLookup } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import type { RiotMatchDocument } from './riot-document.ts'
import { simulateMatches } from './simulator.ts'

const documents = [
  ...simulateMatches({ seed: 'variety', count: 400, intervalMs: 20 * 3_600_000, compact: true }),
].map((document) => ({ document }))
const content = createContentLookup()

describe('people and content', () => {
  it('use known agents, maps, acts and the region of the players', () => {
    for (const { document } of documents) {
      expect(content.mapByAssetPath(document.matchInfo.mapId)?.kind).toBe('standard')
      expect(content.actById(document.matchInfo.seasonId)).toBeDefined()
      for (const { characterId } of document.players) {
        if (characterId !== null) expect(content.agentById(characterId)).toBeDefined()
      }
    }
  })

  it('use every agent, several patches, acts, maps and regions', () => {
    const distinct = (value: (document: RiotMatchDocument) => string) =>
      new Set(documents.map(({ document }) => value(document))).size
    const agents = new Set(
      documents.flatMap(({ document }) => document.players.map((player) => player.characterId)),
    )
    expect(agents.size).toBeGreaterThanOrEqual(AGENTS.length)
    expect(distinct((document) => document.matchInfo.gameVersion)).toBeGreaterThanOrEqual(6)
    expect(distinct((document) => document.matchInfo.seasonId)).toBeGreaterThanOrEqual(4)
    expect(distinct((document) => document.matchInfo.mapId)).toBeGreaterThanOrEqual(10)
    expect(distinct((document) => document.matchInfo.region)).toBe(6)
  })

  it('have ranks in competitive matches only, of similar height, some unranked', () => {
    const ranked = documents
      .map(({ document }) => document)
      .filter((document) => document.matchInfo.isRanked)
    const spreads = ranked.map((document) => {
      const tiers = document.players
        .map((player) => player.competitiveTier)
        .filter((tier) => tier > 0)
      return Math.max(...tiers) - Math.min(...tiers)
    })
    expect(spreads.filter((spread) => spread <= 4).length / spreads.length).toBeGreaterThan(0.85)
    expect(
      ranked.some((document) => document.players.some((player) => player.competitiveTier === 0)),
    ).toBe(true)
    for (const { document } of documents) {
      if (document.matchInfo.isRanked) continue
      expect(document.players.every((player) => player.competitiveTier === 0)).toBe(true)
    }
  })

  it('meet again: players recur', () => {
    const seen = documents.flatMap(({ document }) => document.players.map((player) => player.puuid))
    expect(new Set(seen).size).toBeLessThan(seen.length / 1.5)
  })
})

describe('outcomes', () => {
  const rounds = documents.flatMap(({ document }) =>
    (document.roundResults ?? []).filter((round) => round.bombPlanter !== null),
  )

  it('plant in many rounds, and planting helps the attackers', () => {
    const all = documents.flatMap(({ document }) => document.roundResults ?? []).length
    expect(rounds.length / all).toBeGreaterThan(0.35)
    const lost = rounds.filter((round) => round.bombDefuser !== null).length
    expect(lost / rounds.length).toBeLessThan(0.45)
  })

  it('use every result code', () => {
    const codes = new Set(
      documents.flatMap(({ document }) =>
        (document.roundResults ?? []).map((round) => round.roundResultCode),
      ),
    )
    expect(codes).toEqual(new Set(['Elimination', 'Detonate', 'Defuse', '', 'Surrendered']))
  })

  it('are not decided by the team’s colour', () => {
    const winners = documents.flatMap(({ document }) =>
      (document.teams ?? [])
        .filter((team) => team.won && team.teamId.length < 5)
        .map((team) => team.teamId),
    )
    const red = winners.filter((team) => team === 'Red').length / winners.length
    expect(Math.abs(red - 0.5)).toBeLessThan(0.1)
  })
})
