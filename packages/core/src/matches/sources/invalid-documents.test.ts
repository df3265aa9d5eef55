import { describe, expect, it } from 'vitest'
import { parseDocument, parseText } from './parse-document.ts'
import { verdict } from './testing/parse-fixture.ts'
import { type RawDocument, rawPlayer, riotDocument } from './testing/riot-fixture.ts'
import { game } from './valorant.ts'

/** A round with one of everything, so that each kept field can be broken. */
function completeDocument(): RawDocument {
  return riotDocument({
    rounds: [
      {
        kills: [{ at: 10, killer: 0, victim: 5, assistants: [1] }],
        damage: [[0, 5, 100, 1, 1, 1]],
        plant: { player: 0, at: 20 },
        defuse: { player: 5, at: 30 },
      },
    ],
  })
}

/** Sets (or, without a value, deletes) the field a pointer names. */
function breakField(document: unknown, pointer: string, change: { value: unknown } | 'delete') {
  const segments = pointer.slice(1).split('/')
  const last = segments.pop() ?? ''
  let parent = document
  for (const segment of segments) parent = Reflect.get(Object(parent), segment)
  if (change === 'delete') Reflect.deleteProperty(Object(parent), last)
  else Reflect.set(Object(parent), last, change.value)
}

function verdictWith(pointer: string, value: unknown): string {
  const document = completeDocument()
  breakField(document, pointer, { value })
  return verdict(parseDocument('auto', document, game))
}

function verdictWithout(pointer: string): string {
  const document = completeDocument()
  breakField(document, pointer, 'delete')
  return verdict(parseDocument('auto', document, game))
}

const ENTRY = '/roundResults/0/playerStats/0'
const COUNTS = [
  '/players/3/stats/roundsPlayed',
  '/players/3/stats/kills',
  '/players/3/stats/deaths',
  '/players/3/stats/assists',
  '/players/3/stats/abilityCasts/grenadeCasts',
  '/players/3/stats/abilityCasts/ultimateCasts',
  '/teams/0/numPoints',
  '/roundResults/0/roundNum',
  `${ENTRY}/damage/0/headshots`,
  `${ENTRY}/damage/0/bodyshots`,
  `${ENTRY}/damage/0/legshots`,
]
const AMOUNTS = [
  '/matchInfo/gameLengthMillis',
  '/players/3/stats/score',
  '/roundResults/0/plantRoundTime',
  '/roundResults/0/defuseRoundTime',
  `${ENTRY}/score`,
  `${ENTRY}/economy/spent`,
  `${ENTRY}/economy/loadoutValue`,
  `${ENTRY}/damage/0/damage`,
  `${ENTRY}/kills/0/timeSinceRoundStartMillis`,
]

describe('numbers', () => {
  it.each([...COUNTS, ...AMOUNTS])('%s must be a whole number that is not negative', (pointer) => {
    for (const value of [-1, 0.5, 1e300, Number.NaN, '1', true, [], {}]) {
      expect(verdictWith(pointer, value)).toBe(`INVALID_FIELD ${pointer}`)
    }
  })

  it.each(COUNTS)('%s must fit a smallint column', (pointer) => {
    expect(verdictWith(pointer, 32_768)).toBe(`INVALID_FIELD ${pointer}`)
  })

  it.each(AMOUNTS)('%s must fit an integer column', (pointer) => {
    expect(verdictWith(pointer, 2_147_483_648)).toBe(`INVALID_FIELD ${pointer}`)
  })

  it('takes a negative zero as zero', () => {
    const text = JSON.stringify(completeDocument()).replace('"kills":3', '"kills":-0')
    const outcome = parseText('auto', text, game)
    expect(outcome.kind === 'match' && Object.is(outcome.match.players[3]?.stats.kills, 0)).toBe(
      true,
    )
  })

  it('refuses damage whose sum would not fit', () => {
    const document = completeDocument()
    const hits = document.roundResults[0]?.playerStats[0]?.damage ?? []
    hits.push({ ...hits[0], damage: 2_147_483_600 })
    const verdictOfSum = verdict(parseDocument('auto', document, game))
    expect(verdictOfSum).toBe(`INVALID_FIELD ${ENTRY}/damage/1/damage`)
  })

  it('refuses hits whose sum would not fit', () => {
    const document = completeDocument()
    const hits = document.roundResults[0]?.playerStats[0]?.damage ?? []
    hits.push({ ...hits[0], headshots: 32_767 })
    expect(verdict(parseDocument('auto', document, game))).toContain('INVALID_FIELD')
  })

  it('refuses credits whose sum would not fit', () => {
    const document = riotDocument({ rounds: [{}, {}] })
    for (const round of document.roundResults) {
      Object.assign(round.playerStats[0]?.economy ?? {}, { spent: 2_000_000_000 })
    }
    expect(verdict(parseDocument('auto', document, game))).toBe('INVALID_FIELD /roundResults')
  })
})

describe('fields that must be there', () => {
  it.each([
    ...COUNTS.filter((pointer) => !pointer.includes('Casts')),
    ...AMOUNTS.filter((pointer) => pointer !== '/matchInfo/gameLengthMillis'),
    '/matchInfo/matchId',
    '/matchInfo/mapId',
    '/matchInfo/gameStartMillis',
    '/teams',
    '/teams/0/won',
    '/players',
    '/players/3/stats',
    '/roundResults',
    '/roundResults/0/winningTeam',
    '/roundResults/0/playerStats',
    `${ENTRY}/puuid`,
    `${ENTRY}/kills`,
    `${ENTRY}/kills/0/killer`,
    `${ENTRY}/kills/0/victim`,
    `${ENTRY}/kills/0/assistants`,
    `${ENTRY}/damage`,
    `${ENTRY}/damage/0/receiver`,
  ])('%s', (pointer) => {
    expect(verdictWithout(pointer)).toBe(`MISSING_FIELD ${pointer}`)
  })
})

describe('texts and ids', () => {
  it.each([
    ['/matchInfo/matchId', ['', 'abc', 5, null, `${'a'.repeat(36)}`]],
    ['/matchInfo/mapId', ['', 5, null, 'm'.repeat(129), '\0']],
    ['/matchInfo/queueId', [5, {}, 'q'.repeat(33)]],
    ['/matchInfo/seasonId', [5, {}, 's'.repeat(65)]],
    ['/matchInfo/region', [5, 'r'.repeat(65)]],
    ['/matchInfo/gameVersion', [5, 'v'.repeat(101)]],
    ['/players/3/puuid', ['', 'short', 5, null, 'x'.repeat(101), `${'x'.repeat(30)} `]],
    ['/players/3/gameName', [5, 'n'.repeat(65)]],
    ['/players/3/tagLine', [5, 't'.repeat(65)]],
    ['/players/3/characterId', [5, {}, 'a'.repeat(65)]],
    ['/players/3/competitiveTier', [-1, 28, 1.5, 'PLASTIC_1', {}]],
    ['/players/3/stats', [5, [], 'x']],
    ['/teams/0/won', [null, 'true', 1]],
    ['/roundResults/0/winningTeam', ['Neutral', null, 5, {}]],
    ['/roundResults/0/roundCeremony', [5, 'c'.repeat(65)]],
    ['/roundResults/0/plantSite', [5, 's'.repeat(17)]],
    ['/roundResults/0/bombPlanter', [5, {}]],
    [`${ENTRY}/economy`, [5, []]],
    [`${ENTRY}/economy/weapon`, [5, 'w'.repeat(65)]],
    [`${ENTRY}/kills`, [5, {}, 'x']],
    [`${ENTRY}/kills/0`, [5, null, []]],
    [`${ENTRY}/kills/0/killer`, [5, {}]],
    [`${ENTRY}/kills/0/assistants`, [5, {}]],
    [`${ENTRY}/kills/0/assistants/0`, [5, {}]],
    [`${ENTRY}/kills/0/finishingDamage`, [5, []]],
    [`${ENTRY}/kills/0/finishingDamage/damageItem`, [5, 'i'.repeat(65)]],
  ])('%s is refused when it is of the wrong kind or too long', (pointer, values) => {
    for (const value of values) {
      expect(verdictWith(pointer, value), JSON.stringify(value)).toBe(`INVALID_FIELD ${pointer}`)
    }
  })

  it.each([
    ['seconds', 1_712_706_336],
    ['microseconds', 1_712_706_336_429_000],
    ['2019', Date.UTC(2019, 11, 31)],
    ['2101', Date.UTC(2101, 0, 1)],
  ])('refuses a start in %s', (_what, value) => {
    expect(verdictWith('/matchInfo/gameStartMillis', value)).toBe(
      'INVALID_FIELD /matchInfo/gameStartMillis',
    )
  })
})

describe('contradictions', () => {
  it.each([
    ['/roundResults/0/roundNum', 3, '/roundResults/0/roundNum'],
    ['/teams/1/numPoints', 4, '/teams/1/numPoints'],
    ['/teams/1/won', true, '/teams'],
    ['/teams/1/teamId', 'Red', '/teams/1/teamId'],
    ['/teams/1/teamId', 'Green', '/teams'],
    ['/teams', [], '/teams'],
    ['/players/9/stats/roundsPlayed', 7, '/roundResults'],
    ['/roundResults/0/playerStats', null, '/roundResults/0/playerStats'],
    ['/roundResults/0/playerStats', [], '/roundResults/0/playerStats'],
  ])('%s = %j', (pointer, value, expected) => {
    expect(verdictWith(pointer, value)).toBe(`INCONSISTENT_DOCUMENT ${expected}`)
  })

  it('refuses a player who is listed twice', () => {
    const document = completeDocument()
    document.players.push(rawPlayer(4, 1))
    expect(verdict(parseDocument('auto', document, game))).toBe(
      'INCONSISTENT_DOCUMENT /players/10/puuid',
    )
  })

  it('refuses a player who is twice in a round, or missing', () => {
    const document = completeDocument()
    const entries = document.roundResults[0]?.playerStats ?? []
    const [first] = entries
    if (first) entries.push(first)
    expect(verdict(parseDocument('auto', document, game))).toContain(
      'INCONSISTENT_DOCUMENT /roundResults/0/playerStats/10',
    )
    entries.splice(9, 2)
    expect(verdict(parseDocument('auto', document, game))).toBe(
      'INCONSISTENT_DOCUMENT /roundResults/0/playerStats',
    )
  })
})

describe('shapes', () => {
  it.each([
    null,
    undefined,
    5,
    'text',
    true,
    [],
    [{}],
    {},
    { matchInfo: null },
    { matchInfo: [] },
    { matchInfo: {}, players: [] },
    { matchInfo: {}, players: 5 },
    { matchInfo: { queueId: '', queueID: '' }, players: [] },
    { matchInfo: { queueId: '' }, players: [{ subject: '' }] },
    { metadata: {}, matchInfo: {} },
    { status: 200, data: {} },
    { status: 404, errors: [] },
  ])('%j is of no known source', (raw) => {
    for (const source of ['auto', 'riot', 'riot-client', 'henrik-v4'] as const) {
      expect(verdict(parseDocument(source, raw, game))).toBe('UNKNOWN_SHAPE ')
    }
  })

  it('is not fooled by a __proto__ key', () => {
    const text = '{"__proto__":{"matchInfo":{"queueId":"x"},"players":[]},"constructor":{}}'
    expect(verdict(parseText('auto', text, game))).toBe('UNKNOWN_SHAPE ')
    const polluted = JSON.stringify(completeDocument()).replace(
      '"coaches":[]',
      '"coaches":[],"__proto__":{"polluted":true}',
    )
    expect(verdict(parseText('auto', polluted, game))).toBe('match')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('does not take prototype names for players', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(verdictWith(`${ENTRY}/kills/0/victim`, name)).toBe('match')
    }
  })
})
