import { describe, expect, it } from 'vitest'
import { MATCH, MATCH_LIST, RECENT_MATCHES } from './endpoints.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const OTHER = '1f8fad5b-d9cb-469f-a165-70867728950e'
const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const NO_JSON = new TextEncoder().encode('{"matchInfo":')
const NO_TEXT = Uint8Array.of(0x22, 0xff, 0x22)

describe('paths', () => {
  it('are those of VAL-MATCH-V1', () => {
    const base = '/val/match/v1'
    expect(RECENT_MATCHES.request('eu', 'competitive')).toEqual({
      region: 'eu',
      method: 'recent-matches',
      path: `${base}/recent-matches/by-queue/competitive`,
    })
    const walk = { puuid: 'a-b_c', queues: [] }
    expect(MATCH_LIST.request('na', walk).path).toBe(`${base}/matchlists/by-puuid/a-b_c`)
    expect(MATCH.request('na', ID).path).toBe(`${base}/matches/${ID}`)
  })

  it('cannot be led elsewhere by what an answer said', () => {
    const walk = { puuid: '../../x?y#z', queues: [] }
    expect(MATCH_LIST.request('eu', walk).path).not.toMatch(/[?#]|\.\.\//)
  })
})

describe('recent matches', () => {
  it('are ids, in lower case, each once', () => {
    const matchIds = [ID.toUpperCase(), ID, OTHER, 'x', '']
    expect(RECENT_MATCHES.read(body({ currentTime: 1, matchIds }), '')).toEqual([ID, OTHER])
  })

  it('are a thousand at most', () => {
    const matchIds = Array.from(
      { length: 1_500 },
      (_, n) => `${String(n).padStart(8, '0')}${ID.slice(8)}`,
    )
    expect(RECENT_MATCHES.read(body({ matchIds }), '')).toHaveLength(1_000)
  })

  it.each([
    ['no JSON', NO_JSON],
    ['no UTF-8', NO_TEXT],
    ['nothing', new Uint8Array()],
    ['another object', body({ status: { status_code: 200 } })],
    ['no object', body([ID])],
    ['ids that are no texts', body({ matchIds: [1] })],
  ])('are not read from %s', (_, bytes) => {
    expect(RECENT_MATCHES.read(bytes, '')).toBeNull()
  })
})

describe('a match list', () => {
  const queues = ['competitive', 'swiftplay']
  const read = (history: unknown) =>
    MATCH_LIST.read(body({ puuid: 'p', history }), { puuid: 'p', queues })

  it('is filtered by queue, whatever the spelling', () => {
    const history = [
      { matchId: ID, queueId: 'Competitive' },
      { matchId: OTHER, queueId: 'deathmatch' },
      { matchId: OTHER, queueId: null },
      { matchId: OTHER },
    ]
    expect(read(history)).toEqual([ID])
  })

  it('may be empty', () => {
    expect(read([])).toEqual([])
  })

  it('is not read from anything else', () => {
    expect(read(null)).toBeNull()
    expect(read([{ queueId: 'competitive' }])).toBeNull()
  })
})

describe('a match', () => {
  const document = (players: unknown) => body({ matchInfo: { matchId: ID.toUpperCase() }, players })

  it('is handed on byte for byte, with everybody who was there', () => {
    const bytes = document([{ puuid: 'A-1' }, { puuid: 'b_2' }, { puuid: 'A-1' }])
    expect(MATCH.read(bytes, ID)).toEqual({ bytes, puuids: ['A-1', 'b_2'] })
  })

  it('may have nobody in it, or somebody whose id makes no sense', () => {
    expect(MATCH.read(document(null), ID)).toMatchObject({ puuids: [] })
    const odd = [{}, { puuid: null }, { puuid: '' }, { puuid: 'a/b' }, { puuid: 'x'.repeat(200) }]
    expect(MATCH.read(document(odd), ID)).toMatchObject({ puuids: [] })
  })

  it('is that match and no other', () => {
    expect(MATCH.read(document([]), OTHER)).toBeNull()
    expect(MATCH.read(body({ players: [] }), ID)).toBeNull()
    expect(MATCH.read(NO_JSON, ID)).toBeNull()
  })
})
