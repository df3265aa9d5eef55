import { type PreparedDocument, prepareDocument, TRADE_WINDOW_MS } from '@loadout/core/matches'
import { VALORANT } from '@loadout/core/sources'
import { nodeCodec } from '@loadout/infra'
import {
  createSimulator,
  MATCH_KINDS,
  type MatchKind,
  type RiotMatchDocument,
} from '@loadout/simulator'
import { describe, expect, it } from 'vitest'
import { plainRows } from '../support/plain-rows.ts'
import { attackersOf, claimedTotals, playedOut, teamOf } from './claimed-totals.ts'

/** Per kind; ten days apart, so that every kind meets releases with and without stated roles. */
const SAMPLES = 40
const INTERVAL_MS = 10 * 24 * 3_600_000

const EXCLUDED: Partial<Record<MatchKind, string>> = {
  deathmatch: 'no-rounds',
  custom: 'custom',
  aborted: 'aborted',
}
const COUNTED = MATCH_KINDS.filter((kind) => EXCLUDED[kind] === undefined)

function prepare(document: RiotMatchDocument): PreparedDocument {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  return prepareDocument(
    { codec: nodeCodec, game: VALORANT, tradeWindowMs: TRADE_WINDOW_MS },
    { line: 1, bytes, totalBytes: bytes.length },
    'auto',
  )
}

const samples = new Map(
  MATCH_KINDS.map((kind) => {
    const mix = { [kind]: 1 }
    const simulator = createSimulator({ seed: kind, mix, compact: true, intervalMs: INTERVAL_MS })
    const documents = Array.from({ length: SAMPLES }, (_, index) => simulator.at(index))
    return [kind, documents.map((document) => ({ document, prepared: prepare(document) }))]
  }),
)

/** Documents of a kind with their rows; fails when one was not accepted. */
function counted(kind: MatchKind) {
  return (samples.get(kind) ?? []).map(({ document, prepared }) => {
    if (prepared.kind !== 'match') {
      throw new Error(`${prepared.rejection.code} ${prepared.rejection.pointer}`)
    }
    return { document, ...plainRows(prepared.rows) }
  })
}

describe('what becomes of a document', () => {
  it.each(COUNTED)('%s: is counted', (kind) => {
    const kinds = samples.get(kind)?.map(({ prepared }) => prepared.kind)
    expect(kinds).toEqual(Array(SAMPLES).fill('match'))
  })

  it.each(Object.entries(EXCLUDED))('%s: is excluded as `%s`', (kind, reason) => {
    const known = MATCH_KINDS.find((name) => name === kind)
    const all = known === undefined ? [] : (samples.get(known) ?? [])
    expect(all).toHaveLength(SAMPLES)
    for (const { document, prepared } of all) {
      const { matchId } = document.matchInfo
      expect(prepared).toMatchObject({ rejection: { kind: 'excluded', code: reason, matchId } })
    }
  })
})

describe.each(COUNTED)('%s: rows', (kind) => {
  const matches = counted(kind)

  it('repeat the document’s own totals, and its events add up to them', () => {
    for (const { document, players } of matches) {
      for (const row of players) {
        const stats = document.players.find((player) => player.puuid === row.puuid)?.stats
        const { kills, deaths, assists, score, rounds } = row
        expect({ kills, deaths, assists, score, roundsPlayed: rounds }).toEqual({
          kills: stats?.kills,
          deaths: stats?.deaths,
          assists: stats?.assists,
          score: stats?.score,
          roundsPlayed: stats?.roundsPlayed,
        })
        expect(row).toMatchObject(claimedTotals(document, row.puuid))
      }
    }
  })

  it('have ten players in the document’s order, five per team', () => {
    for (const { document, players } of matches) {
      expect(players.map((row) => row.puuid)).toEqual(document.players.map(({ puuid }) => puuid))
      expect(players.map((row) => row.slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(players.filter((row) => row.team === 'red')).toHaveLength(5)
    }
  })

  it('count an agent once per match, and mirrors on both teams', () => {
    for (const { players } of matches) {
      const agents = new Set(players.map((row) => row.agent))
      expect(players.filter((row) => row.presence === 1)).toHaveLength(agents.size)
      const mirrored = players.filter((row) => row.mirror === 1)
      expect(mirrored).toHaveLength(2 * (10 - agents.size))
    }
  })

  it('split the rounds played out into attack and defence', () => {
    for (const { document, match, players } of matches) {
      const rounds = playedOut(document).length
      expect(match.sided_rounds).toBe(rounds)
      expect(match.red_score + match.blue_score).toBe(rounds)
      for (const row of players) {
        const enemy = players.find((other) => other.team !== row.team)
        expect(row.attack_rounds + (enemy?.attack_rounds ?? 0)).toBe(rounds)
      }
    }
  })

  it('have every planter on the side that attacked, and every defuser on the other', () => {
    for (const { document, players } of matches) {
      const planted = playedOut(document).filter((round) => round.bombPlanter !== null)
      for (const round of planted) {
        expect(teamOf(document, round.bombPlanter)).toBe(attackersOf(document, round))
        expect(teamOf(document, round.bombDefuser)).not.toBe(attackersOf(document, round))
      }
      const plants = players.reduce((sum, row) => sum + row.plants, 0)
      expect(plants).toBe(planted.length)
    }
  })

  it('balance: damage dealt is damage received, one opening duel per round', () => {
    for (const { players } of matches) {
      const total = (value: (row: (typeof players)[number]) => number) =>
        players.reduce((sum, row) => sum + value(row), 0)
      expect(total((row) => row.damage)).toBe(total((row) => row.damage_received))
      expect(total((row) => row.first_bloods)).toBe(total((row) => row.first_deaths))
      expect(total((row) => row.trade_kills)).toBeLessThanOrEqual(total((row) => row.kills))
      expect(total((row) => row.kast_rounds)).toBeLessThanOrEqual(total((row) => row.rounds))
    }
  })
})

describe('how matches end', () => {
  it('surrender: one round counts that nobody played, and the leader has won', () => {
    for (const { match } of counted('surrender')) {
      expect(match.surrendered).toBe(true)
      expect(match.rounds).toBe(match.sided_rounds + 1)
      expect(match.winner).toBe(match.red_score > match.blue_score ? 1 : 2)
      expect(Math.max(match.red_score, match.blue_score)).toBeLessThan(13)
    }
  })

  it('draw: nobody has won', () => {
    for (const { match } of counted('draw')) {
      expect(match).toMatchObject({ winner: 0, red_score: 13, blue_score: 13, rounds: 26 })
    }
  })

  it('otherwise: the team with more rounds has won, and every round was played', () => {
    const regular = COUNTED.filter((kind) => kind !== 'surrender' && kind !== 'draw')
    for (const { match } of regular.flatMap(counted)) {
      expect(match.surrendered).toBe(false)
      expect(match.rounds).toBe(match.sided_rounds)
      expect(match.winner).toBe(match.red_score > match.blue_score ? 1 : 2)
    }
  })

  it('overtime happens, and is won by two', () => {
    const long = [...counted('competitive'), ...counted('unrated')].filter(
      ({ match }) => match.rounds > 24,
    )
    expect(long.length).toBeGreaterThan(0)
    for (const { match } of long) expect(Math.abs(match.red_score - match.blue_score)).toBe(2)
  })
})

describe('what the samples cover', () => {
  const matches = COUNTED.flatMap(counted)
  const rounds = matches.flatMap(({ document }) => playedOut(document))
  const kills = rounds.flatMap((round) => round.playerStats.flatMap((player) => player.kills))

  it('has documents that state the winners’ role and documents that do not', () => {
    expect(rounds.some((round) => round.winningTeamRole === undefined)).toBe(true)
    expect(rounds.some((round) => round.winningTeamRole !== undefined)).toBe(true)
  })

  it('has self kills by the spike and by abilities', () => {
    const types = kills
      .filter((kill) => kill.killer === kill.victim)
      .map((kill) => kill.finishingDamage.damageType)
    expect(new Set(types)).toEqual(new Set(['Bomb', 'Ability']))
  })

  it('has clutches, aces and several patches', () => {
    const players = matches.flatMap((match) => match.players)
    expect(players.some((row) => row.clutch1_won > 0)).toBe(true)
    expect(players.some((row) => row.clutch3_won > 0)).toBe(true)
    expect(players.some((row) => row.k5 > 0)).toBe(true)
    expect(new Set(matches.map(({ match }) => match.patch)).size).toBeGreaterThan(5)
  })
})
