import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '../match-document.ts'
import { isObject, type JsonObject } from './cursor.ts'
import { parseDocument, parseText } from './parse-document.ts'
import { eventTotals } from './testing/event-totals.ts'
import { parseMatch, verdict } from './testing/parse-fixture.ts'
import { realDocuments, realMatches, realMatchesMissing } from './testing/real-matches.ts'
import { game } from './valorant.ts'

const EXPECTED: Record<string, string> = {
  'official/0c44a3d9-c26d-4175-a70e-030342c83435.json': 'match',
  'official/4c196b0a-b396-46ae-a937-b4c52ee83f9a.json': 'excluded aborted',
  'official/5a6bc914-2d9a-473e-a95c-f983d9459476.json': 'match',
  'official/7baff623-acd7-4944-93ba-6298a495bc48.json': 'excluded custom',
  'official/c086129c-e538-43cf-ae93-7148d0d01182.json': 'excluded no-rounds',
  'client/competitive.json': 'match',
  'client/custom.json': 'excluded custom',
  'client/spikerush.json': 'match',
  'client/swiftplay.json': 'match',
  'client/unrated-forfeit.json': 'match',
  'henrik-v4/35da63d8-063e-4a21-b79d-9b3edcc65296.json': 'match',
  'henrik-v4/52bedebb-2c55-4179-b646-0593f6985dc2.json': 'match',
  'henrik-v4/b80fdee8-0167-4921-8ed3-ba0f931a7c44.json': 'match',
  'henrik-v4/df8180d0-32df-4caa-9670-d73afe4f1546.json': 'match',
}

interface Hits {
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
}

function enemyHits(match: MatchDocument, player: number): Hits {
  const sum: Hits = { damage: 0, headshots: 0, bodyshots: 0, legshots: 0 }
  for (const hit of match.rounds.flatMap((round) => round.damage)) {
    if (hit.dealer !== player) continue
    sum.damage += hit.damage
    sum.headshots += hit.headshots
    sum.bodyshots += hit.bodyshots
    sum.legshots += hit.legshots
  }
  return sum
}

/** Damage and hits on oneself and on teammates, read straight from the raw henrik document. */
function friendlyHits(raw: unknown, puuid: string): Hits {
  const team = new Map(listIn(raw, 'players').map((player) => [player.puuid, player.team_id]))
  const sum: Hits = { damage: 0, headshots: 0, bodyshots: 0, legshots: 0 }
  for (const entry of listIn(raw, 'rounds').flatMap((round) => listIn(round, 'stats'))) {
    if (idOf(entry.player) !== puuid) continue
    for (const hit of listIn(entry, 'damage_events')) {
      if (team.get(idOf(hit.player)) !== team.get(puuid)) continue
      for (const key of ['damage', 'headshots', 'bodyshots', 'legshots'] as const) {
        sum[key] += Number(hit[key])
      }
    }
  }
  return sum
}

/** The totals a henrik document states, friendly fire included. */
function statedHits(raw: unknown, puuid: string): unknown {
  const stats = listIn(raw, 'players').find((player) => player.puuid === puuid)?.stats
  if (!isObject(stats) || !isObject(stats.damage)) return null
  const { headshots, bodyshots, legshots } = stats
  return { damage: stats.damage.dealt, headshots, bodyshots, legshots }
}

function listIn(value: unknown, key: string): JsonObject[] {
  const list = isObject(value) ? value[key] : null
  return Array.isArray(list) ? list.filter(isObject) : []
}

function idOf(player: unknown): unknown {
  return isObject(player) ? player.puuid : undefined
}

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  it.each(realDocuments)(
    '$name: counted, or excluded with the reason',
    ({ name, source, text }) => {
      const expected = EXPECTED[name] ?? 'match'
      expect(verdict(parseText('auto', text, game))).toBe(expected)
      expect(verdict(parseText(source, text, game))).toBe(expected)
    },
  )

  it.each(realDocuments)('$name: refused when stated as another source', ({ source, text }) => {
    const raw: unknown = JSON.parse(text)
    for (const other of ['riot', 'riot-client', 'henrik-v4'] as const) {
      if (other === source) continue
      expect(verdict(parseDocument(other, raw, game))).toBe('SOURCE_MISMATCH ')
    }
  })

  it.each(realMatches)(
    '$name: kills, deaths, assists, score, rounds from events equal stats',
    ({ match }) => {
      match.players.forEach((player, index) => {
        expect(eventTotals(match, index), player.puuid).toEqual(player.stats)
      })
    },
  )

  const henrik = realMatches.filter(({ match }) => match.source === 'henrik-v4')
  it.each(henrik)(
    '$name: enemy damage and hits are the totals less friendly fire',
    ({ match, raw }) => {
      match.players.forEach((player, index) => {
        const friendly = friendlyHits(raw, player.puuid)
        const sums = enemyHits(match, index)
        expect({
          damage: sums.damage + friendly.damage,
          headshots: sums.headshots + friendly.headshots,
          bodyshots: sums.bodyshots + friendly.bodyshots,
          legshots: sums.legshots + friendly.legshots,
        }).toEqual(statedHits(raw, player.puuid))
      })
    },
  )

  it.each(realMatches)('$name: is consistent in itself', ({ match }) => {
    expect(match.players.filter((player) => player.team === 'red')).toHaveLength(5)
    expect(match.rounds).toHaveLength(match.roundsPlayed)
    expect(match.rounds.map((round) => round.number)).toEqual(match.rounds.map((_, i) => i))
    const decided = match.rounds.filter((round) => round.result !== 'surrendered').length
    expect(match.score.red + match.score.blue).toBe(decided)
    for (const round of match.rounds) {
      const times = round.kills.map((kill) => kill.atMs)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      for (const { killer, victim } of round.kills) expect(killer).not.toBe(victim)
    }
  })

  it.each(realMatches)('$name: is shrunk to less than half and lower case', ({ match, raw }) => {
    const json = JSON.stringify(match)
    expect(json.length).toBeLessThan(JSON.stringify(raw).length / 2)
    const ids = match.players.flatMap((player) => (player.agent === null ? [] : [player.agent]))
    for (const id of ids) expect(id).toBe(id.toLowerCase())
    expect(json).not.toMatch(/[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}/)
  })

  it('divides a surrendered match by the rounds played: a mean ACS of 173, not 125', () => {
    const surrendered = realMatches.find(({ name }) => name.startsWith('official/0c44a3d9'))
    const { players = [], roundsPlayed } = surrendered?.match ?? {}
    const meanOver = (rounds: number) =>
      players.reduce((sum, { stats }) => sum + stats.score / rounds, 0) / players.length
    expect(surrendered?.match.surrendered).toBe(true)
    expect(roundsPlayed).toBe(13)
    expect(Math.round(meanOver(roundsPlayed ?? 0))).toBe(173)
    expect(Math.round(meanOver(listIn(surrendered?.raw, 'roundResults').length))).toBe(125)
  })

  it('gives the score of a surrender by play, not the 13 it awards', () => {
    const scores = realMatches.flatMap(({ match }) => (match.surrendered ? [match.score] : []))
    expect(scores).toEqual(
      expect.arrayContaining([
        { red: 5, blue: 7 },
        { red: 3, blue: 9 },
      ]),
    )
  })

  it('reads region, patch and map of every source', () => {
    const seen = realMatches.map(({ match }) => [match.region, match.patch, match.map.length])
    for (const [region, patch, mapLength] of seen) {
      expect(region).toBe('na')
      expect(patch).toMatch(/^\d{1,2}\.\d{1,2}$/)
      expect(mapLength).toBe(36)
    }
  })

  it('accepts the wrapper of the unofficial API', () => {
    const [first] = henrik
    expect(parseMatch({ status: 200, data: first?.raw })).toEqual(first?.match)
  })
})
