import { describe, expect, it } from 'vitest'
import { CLUTCH_LANES, MATCH_LANES, ROUND_LANES, SEAT_LANES } from './lanes.ts'
import type { DocumentPlayer, MatchDocument } from './match-document.ts'
import { PARSER_VERSION, toMatchRows, WINNER_CODES } from './match-rows.ts'
import { matchOf } from './sources/testing/parse-fixture.ts'
import { JETT, MATCH_ID, type RoundSpec } from './sources/testing/riot-fixture.ts'
import { unpackLanes } from './testing/unpack-lanes.ts'

const SAGE = '569fdd95-4d10-43ab-ca70-79becc718b46'

/** The fixture's match, red winning 2:1, with other agents than ten times Jett. */
function withAgents(agents: readonly (string | null)[], rounds: RoundSpec[] = []): MatchDocument {
  const match = matchOf(rounds.length > 0 ? rounds : [{}, {}, { winner: 'Blue' }])
  return {
    ...match,
    players: match.players.map((player, slot) => ({ ...player, agent: agents[slot] ?? null })),
  }
}

function withPlayer(slot: number, change: Partial<DocumentPlayer>): MatchDocument {
  const match = matchOf([{}])
  const players = match.players.map((player, index) =>
    index === slot ? { ...player, ...change } : player,
  )
  return { ...match, players }
}

const columns = (match: MatchDocument, key: 'presence' | 'mirror') =>
  toMatchRows(match).players.map(({ seat }) => unpackLanes(SEAT_LANES, seat)[key])

describe('the row of a match', () => {
  it('says what the document says, in the words of the database', () => {
    const { match } = toMatchRows(matchOf([{}, { winner: 'Blue' }, {}]))
    expect(match).toEqual({
      id: MATCH_ID,
      source: 'riot',
      queue: 'competitive',
      map: '2c9d57ec-4431-9c5e-2939-8f9ef6dd5cba',
      patch: '8.7',
      act: '22d10d66-4d2a-a340-6c54-408c7bd53807',
      region: 'na',
      started_at: '2024-04-09T23:45:36.429Z',
      duration_ms: 1_261_043,
      tier: 15,
      rounds: 3,
      red_score: 2,
      blue_score: 1,
      winner: WINNER_CODES.red,
      round_counts: match.round_counts,
      surrendered: false,
      parser_version: PARSER_VERSION,
      trade_window_ms: 5_000,
    })
    expect(unpackLanes(MATCH_LANES, match.round_counts)).toMatchObject({
      sided_rounds: 3,
      red_attack_rounds: 3,
      red_attack_wins: 2,
      blue_attack_wins: 0,
    })
  })

  it.each([
    [['Red', 'Red', 'Blue'], 1],
    [['Red', 'Blue', 'Blue'], 2],
    [['Red', 'Blue'], 0],
  ] as const)('codes the winner of rounds won by %j', (winners, code) => {
    const rounds = winners.map((winner) => ({ winner }))
    expect(toMatchRows(matchOf(rounds)).match.winner).toBe(code)
  })

  it('counts the rounds that were played by sides, and those the attackers won', () => {
    const { match } = toMatchRows(
      matchOf([
        { winner: 'Red', role: 'Attacker' },
        { winner: 'Red', role: 'Defender' },
        { winner: 'Blue', role: 'Attacker' },
        { winner: 'Blue', code: 'Surrendered' },
      ]),
    )
    expect(unpackLanes(MATCH_LANES, match.round_counts)).toMatchObject({
      sided_rounds: 3,
      red_attack_rounds: 1,
      red_attack_wins: 1,
      blue_attack_wins: 1,
    })
  })

  it('does not need what a source does not say', () => {
    const silent = { ...matchOf([{}]), act: null, region: null, durationMs: null }
    expect(toMatchRows(silent).match).toMatchObject({ act: null, region: null, duration_ms: null })
  })
})

describe('the rows of players', () => {
  it('keep the order of the document, which is what the events refer to', () => {
    const { players } = toMatchRows(matchOf([{}]))
    const seats = players.map(({ seat }) => unpackLanes(SEAT_LANES, seat))
    expect(seats.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(seats.map(({ blue }) => blue)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  })

  it('spread multikills and clutches over their columns', () => {
    const kill = (at: number, killer: number, victim: number) => ({ at, killer, victim })
    const { players } = toMatchRows(
      matchOf([
        {
          winner: 'Red',
          kills: [
            ...[1, 2, 3, 4].map((victim) => kill(victim * 1_000, 5, victim)),
            ...[5, 6, 7].map((victim) => kill(10_000 + victim * 1_000, 0, victim)),
          ],
        },
      ]),
    )
    const rounds = players.map((row) => unpackLanes(ROUND_LANES, row.round_counts))
    expect(rounds[5]).toMatchObject({ k2: 0, k3: 0, k4: 1, k5: 0 })
    expect(rounds[0]).toMatchObject({ k2: 0, k3: 1, k4: 0, k5: 0 })
    const clutches = players.map((row) => unpackLanes(CLUTCH_LANES, row.clutch_counts))
    expect(clutches[0]).toMatchObject({ clutch5: 1, clutch5_won: 1, clutch1: 0, clutch1_won: 0 })
  })

  it('keep what is not known apart from nothing', () => {
    const unknown = toMatchRows(withPlayer(3, { casts: null, spent: null })).players[3]
    expect(unknown).toMatchObject({ spent: null, cast_counts: null })
    const casts = { grenade: 0, ability1: 0, ability2: 0, ultimate: 0 }
    const none = toMatchRows(withPlayer(3, { casts, spent: 0 })).players[3]
    expect(none).toMatchObject({ spent: 0, cast_counts: '0' })
  })
})

describe('presence and mirrors', () => {
  const RED_ONLY = [SAGE, JETT, JETT, JETT, JETT]

  it('count a match once for an agent, on however many players it is', () => {
    const match = withAgents([...RED_ONLY, ...Array(5).fill(JETT)])
    expect(columns(match, 'presence')).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('call a game a mirror only when the other team has the agent too', () => {
    const match = withAgents([...RED_ONLY, JETT, SAGE, 'x', 'x', 'y'])
    expect(columns(match, 'mirror')).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
  })

  it('are the same whatever the order of the players', () => {
    const agents = ['a', 'b', 'a', 'c', 'd', 'b', 'e', 'e', 'f', 'g']
    const sums = (match: MatchDocument) => {
      const rows = toMatchRows(match).players
      return rows.reduce<Record<string, number>>((sum, { agent, seat }) => {
        const { presence, mirror } = unpackLanes(SEAT_LANES, seat)
        sum[`${agent}`] = (sum[`${agent}`] ?? 0) + presence + 100 * mirror
        return sum
      }, {})
    }
    const match = withAgents(agents)
    const reversed = { ...match, players: match.players.toReversed() }
    expect(sums(reversed)).toEqual(sums(match))
    expect(sums(match)).toEqual({ a: 1, b: 201, c: 1, d: 1, e: 1, f: 1, g: 1 })
  })
})

describe('a round that nobody can have fought', () => {
  const kills = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ at: index, killer: 0, victim: 5 + (index % 5) }))

  it('is refused: pages of thousands of kills would cost every reader', () => {
    expect(() => toMatchRows(matchOf([{ kills: kills(101) }]))).toThrow('kills of a round is 101')
  })

  it('is none that revived players have made long', () => {
    expect(toMatchRows(matchOf([{ kills: kills(30) }])).players).toHaveLength(10)
  })
})
