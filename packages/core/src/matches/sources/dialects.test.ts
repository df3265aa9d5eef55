import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '../match-document.ts'
import { parseDocument } from './parse-document.ts'
import { toClient, toHenrik } from './testing/dialects.ts'
import { parseMatch, verdict } from './testing/parse-fixture.ts'
import { type RawDocument, type RoundSpec, riotDocument } from './testing/riot-fixture.ts'
import { game } from './valorant.ts'

const ROUNDS: RoundSpec[] = [
  {
    kills: [
      { at: 300, killer: 0, victim: 5, assistants: [1, 2] },
      { at: 100, killer: 6, victim: 1, item: 'Ultimate' },
      { at: 400, killer: 7, victim: 7, item: '', type: 'Bomb', assistants: [0] },
    ],
    damage: [
      [0, 5, 150, 1, 2, 0],
      [0, 1, 20, 0, 1, 0],
    ],
    plant: { player: 0, at: 50 },
  },
  { winner: 'Blue', code: 'Defuse', plant: { player: 1, at: 9 }, defuse: { player: 5, at: 90 } },
  { winner: 'Red', code: '' },
]

/** What differs by nature: the source's name, and credits per round. */
function comparable({ source: _source, rounds, ...match }: MatchDocument) {
  return {
    ...match,
    rounds: rounds.map((round) => ({
      ...round,
      players: round.players.map(({ spent: _spent, ...player }) => player),
    })),
  }
}

describe('one match from three sources', () => {
  const official = parseMatch(riotDocument({ rounds: ROUNDS }))

  it('is the same from the game client', () => {
    const client = parseMatch(toClient(riotDocument({ rounds: ROUNDS })))
    expect(client).toEqual({ ...official, source: 'riot-client' })
  })

  it('is the same from the unofficial API, which has credits per match only', () => {
    const henrik = parseMatch(toHenrik(riotDocument({ rounds: ROUNDS })))
    expect(henrik.source).toBe('henrik-v4')
    expect(comparable(henrik)).toEqual(comparable(official))
    expect(henrik.rounds[0]?.players.map((player) => player.spent)).toEqual(Array(10).fill(null))
  })

  it('is the same from the unofficial API in its wrapper', () => {
    const data = toHenrik(riotDocument({ rounds: ROUNDS }))
    expect(parseMatch({ status: 200, data })).toEqual(parseMatch(data))
  })

  it('counts the rounds of a surrender alike', () => {
    const surrender: RoundSpec[] = [...ROUNDS, ...Array(5).fill({ code: 'Surrendered' })]
    const document = riotDocument({ rounds: surrender })
    for (const player of document.players) Object.assign(player.stats ?? {}, { roundsPlayed: 4 })
    expect(comparable(parseMatch(toHenrik(document))).rounds).toEqual(
      comparable(parseMatch(document)).rounds,
    )
  })

  it.each([
    ['custom', (document: RawDocument) => Object.assign(document.matchInfo, { queueId: '' })],
    [
      'no-rounds',
      (document: RawDocument) => Object.assign(document.matchInfo, { queueId: 'hurm' }),
    ],
    ['too-few-players', (document: RawDocument) => document.players.pop()],
  ])('is excluded alike: %s', (reason, change) => {
    const document = riotDocument({ rounds: ROUNDS })
    change(document)
    for (const raw of [document, toClient(document), toHenrik(document)]) {
      expect(verdict(parseDocument('auto', raw, game))).toBe(`excluded ${reason}`)
    }
  })

  it.each(['teams', 'rounds'])('is aborted without %s', (key) => {
    const raw = { ...toHenrik(riotDocument()), [key]: null }
    expect(verdict(parseDocument('auto', raw, game))).toBe('excluded aborted')
  })
})

describe('region of the game client', () => {
  it.each([
    ['aresriot.aws-usw2-prod.na-glz-na-1', '', 'na'],
    ['aresriot.aws-usw2-prod.na-glz-br-1', 'aresriot.aws-sae1-prod.br-gp-saopaulo-1', 'br'],
    ['aresriot.aws-euc1-prod.eu-glz-eu-1', 'aresriot.aws-euc1-prod.eu-gp-frankfurt-1', 'eu'],
    ['', 'aresriot.aws-usw1-prod.na-gp-norcal-1', 'na'],
    [null, null, null],
    ['something else', 'entirely', null],
  ])('%s and %s: %s', (gameLoopZone, gamePodId, region) => {
    const document = toClient(riotDocument())
    Object.assign(Object(document.matchInfo), { gameLoopZone, gamePodId })
    expect(parseMatch(document).region).toBe(region)
  })
})

describe('errors in the unofficial API', () => {
  const SPENT = '/players/2/economy/spent'
  it.each([
    ['/metadata/match_id', 'x', 'INVALID_FIELD /metadata/match_id'],
    ['/metadata/map', null, 'INVALID_FIELD /metadata/map'],
    ['/metadata/map/id', 7, 'INVALID_FIELD /metadata/map/id'],
    ['/metadata/queue/id', 7, 'INVALID_FIELD /metadata/queue/id'],
    ['/metadata/season/id', 7, 'INVALID_FIELD /metadata/season/id'],
    ['/metadata/started_at', 'yesterday', 'INVALID_FIELD /metadata/started_at'],
    ['/metadata/started_at', '2026-13-40T00:00:00Z', 'INVALID_FIELD /metadata/started_at'],
    ['/metadata/started_at', '1999-01-01T00:00:00Z', 'INVALID_FIELD /metadata/started_at'],
    ['/players/2/agent/id', 7, 'INVALID_FIELD /players/2/agent/id'],
    ['/players/2/tier/id', 99, 'INVALID_FIELD /players/2/tier/id'],
    ['/players/2/stats/kills', -1, 'INVALID_FIELD /players/2/stats/kills'],
    [`${SPENT}/overall`, -1, `INVALID_FIELD ${SPENT}/overall`],
    ['/rounds/0/id', 1, 'INCONSISTENT_DOCUMENT /rounds/0/id'],
    ['/rounds/0/winning_team', 'x', 'INVALID_FIELD /rounds/0/winning_team'],
    ['/rounds/0/plant/player', 7, 'INVALID_FIELD /rounds/0/plant/player'],
    ['/rounds/0/plant/round_time_in_ms', -1, 'INVALID_FIELD /rounds/0/plant/round_time_in_ms'],
    ['/rounds/0/stats/1/stats/score', -1, 'INVALID_FIELD /rounds/0/stats/1/stats/score'],
    [
      '/rounds/0/stats/1/economy/loadout_value',
      -1,
      'INVALID_FIELD /rounds/0/stats/1/economy/loadout_value',
    ],
    [
      '/rounds/0/stats/0/damage_events/0/player/puuid',
      7,
      'INVALID_FIELD /rounds/0/stats/0/damage_events/0/player/puuid',
    ],
    ['/rounds/0/stats', [], 'INCONSISTENT_DOCUMENT /rounds/0/stats'],
    ['/kills/0/round', 99, 'INCONSISTENT_DOCUMENT /kills/0/round'],
    ['/kills/0/killer', 7, 'INVALID_FIELD /kills/0/killer'],
    ['/kills/0/assistants/0', 7, 'INVALID_FIELD /kills/0/assistants/0'],
    ['/kills/0/weapon/id', 7, 'INVALID_FIELD /kills/0/weapon/id'],
    ['/kills', undefined, 'MISSING_FIELD /kills'],
    ['/rounds', undefined, 'MISSING_FIELD /rounds'],
    ['/teams', undefined, 'MISSING_FIELD /teams'],
    ['/metadata/queue', undefined, 'MISSING_FIELD /metadata/queue'],
  ])('%s = %j', (pointer, value, expected) => {
    const raw = toHenrik(riotDocument({ rounds: ROUNDS }))
    setField(raw, pointer, value)
    expect(verdict(parseDocument('auto', raw, game))).toBe(expected)
    const [code, path] = expected.split(' ')
    const wrapped = parseDocument('auto', { status: 200, data: raw }, game)
    expect(verdict(wrapped)).toBe(`${code} /data${path}`)
  })

  it('takes null for what a document may leave empty', () => {
    const raw = toHenrik(riotDocument({ rounds: ROUNDS }))
    for (const pointer of ['/metadata/season', '/players/2/agent', '/players/2/economy']) {
      setField(raw, pointer, null)
    }
    setField(raw, '/rounds/0/stats/1/economy', null)
    setField(raw, '/kills/0/killer', null)
    const match = parseMatch(raw)
    expect(match.act).toBeNull()
    expect(match.players[2]).toMatchObject({ agent: null, spent: null })
    expect(match.rounds[0]?.players[1]).toMatchObject({ loadout: null, weapon: null, armor: null })
    expect(match.rounds[0]?.kills).toHaveLength(1)
  })
})

describe('errors in the game client', () => {
  it.each([
    ['/matchInfo/queueID', 7, 'INVALID_FIELD /matchInfo/queueID'],
    ['/players/3/subject', 'x', 'INVALID_FIELD /players/3/subject'],
    [
      '/roundResults/0/playerStats/0/kills/0/roundTime',
      -1,
      'INVALID_FIELD /roundResults/0/playerStats/0/kills/0/roundTime',
    ],
    ['/matchInfo/gameLoopZone', 7, 'INVALID_FIELD /matchInfo/gameLoopZone'],
  ])('%s = %j', (pointer, value, expected) => {
    const raw = toClient(riotDocument({ rounds: ROUNDS }))
    setField(raw, pointer, value)
    expect(verdict(parseDocument('riot-client', raw, game))).toBe(expected)
  })
})

function setField(document: unknown, pointer: string, value: unknown): void {
  const segments = pointer.slice(1).split('/')
  const last = segments.pop() ?? ''
  let parent = document
  for (const segment of segments) parent = Reflect.get(Object(parent), segment)
  Reflect.set(Object(parent), last, value)
}
