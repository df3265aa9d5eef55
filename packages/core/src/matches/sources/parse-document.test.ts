import { describe, expect, it } from 'vitest'
import { parseText } from './parse-document.ts'
import { matchOf, parseMatch, verdict } from './testing/parse-fixture.ts'
import { JETT, MATCH_ID, puuidOf, rawPlayer, riotDocument, VANDAL } from './testing/riot-fixture.ts'
import { game } from './valorant.ts'

describe('a match document', () => {
  it('keeps what statistics need, lower case', () => {
    const match = matchOf([{ kills: [{ at: 5, killer: 0, victim: 5, assistants: [1] }] }])
    expect(match).toMatchObject({
      id: MATCH_ID,
      source: 'riot',
      queue: 'competitive',
      map: '2c9d57ec-4431-9c5e-2939-8f9ef6dd5cba',
      patch: '8.7',
      act: '22d10d66-4d2a-a340-6c54-408c7bd53807',
      region: 'na',
      startedAt: 1_712_706_336_429,
      durationMs: 1_261_043,
      roundsPlayed: 1,
      score: { red: 1, blue: 0 },
      winner: 'red',
      surrendered: false,
    })
    expect(match.players[1]).toEqual({
      puuid: puuidOf(1),
      name: 'player 1',
      tag: 'tag',
      team: 'red',
      agent: JETT,
      tier: 11,
      stats: { score: 100, rounds: 1, kills: 1, deaths: 1, assists: 1 },
      casts: { grenade: 1, ability1: 2, ability2: 3, ultimate: 4 },
      spent: 2_900,
    })
    expect(match.rounds[0]?.kills).toEqual([
      { atMs: 5, killer: 0, victim: 5, assistants: [1], weapon: VANDAL },
    ])
  })

  it('sorts kills by time, although the document lists them by killer', () => {
    const kills = [
      { at: 300, killer: 0, victim: 5 },
      { at: 100, killer: 1, victim: 6 },
      { at: 200, killer: 7, victim: 1 },
    ]
    expect(matchOf([{ kills }]).rounds[0]?.kills.map((kill) => kill.atMs)).toEqual([100, 200, 300])
  })

  it('keeps more than five kills in a round: players come back', () => {
    const kills = [1, 2, 3, 4, 5, 6, 7].map((at) => ({ at, killer: 0, victim: 5 + (at % 5) }))
    expect(matchOf([{ kills }]).rounds[0]?.kills).toHaveLength(7)
  })

  it('lists kills by spike, fall or own ability apart', () => {
    const kills = [
      { at: 1, killer: 0, victim: 0, item: '', type: 'Bomb', assistants: [6] },
      { at: 2, killer: 1, victim: 1, item: 'Ultimate', type: 'Ability' },
    ]
    const [round] = matchOf([{ kills }]).rounds
    expect(round?.kills).toEqual([])
    expect(round?.selfKills).toEqual([
      { atMs: 1, player: 0, assistants: [6], weapon: null },
      { atMs: 2, player: 1, assistants: [], weapon: 'ultimate' },
    ])
  })

  it('knows the knife although its kills have no item', () => {
    const kills = [{ at: 1, killer: 0, victim: 5, item: '', type: 'Melee' }]
    const weapon = matchOf([{ kills }]).rounds[0]?.kills[0]?.weapon
    expect(weapon).toBe('2f59173c-4bed-b6c3-2191-dea9b58be9c7')
  })

  it('drops damage to oneself and to teammates', () => {
    const damage: [number, number, number, number, number, number][] = [
      [0, 5, 100, 1, 0, 0],
      [0, 0, 30, 0, 1, 0],
      [0, 1, 20, 0, 1, 0],
    ]
    expect(matchOf([{ damage }]).rounds[0]?.damage).toEqual([
      { dealer: 0, receiver: 5, damage: 100, headshots: 1, bodyshots: 0, legshots: 0 },
    ])
  })

  it('knows a draw', () => {
    const match = matchOf([{ winner: 'Red' }, { winner: 'Blue' }])
    expect(match.winner).toBe('draw')
    expect(match.score).toEqual({ red: 1, blue: 1 })
  })

  it.each([
    ['Attacker', 'Red', 'red'],
    ['Attacker', 'Blue', 'blue'],
    ['Defender', 'Red', 'blue'],
    ['Defender', 'Blue', 'red'],
  ] as const)('takes the attacker from a winning %s %s', (role, winner, attacker) => {
    expect(matchOf([{ role, winner }]).rounds[0]?.statedAttacker).toBe(attacker)
  })

  it.each([
    ['Elimination', 'elimination'],
    ['Detonate', 'detonate'],
    ['Defuse', 'defuse'],
    ['', 'time'],
    ['SomethingNew', 'other'],
  ])('names the result code "%s" %s', (code, result) => {
    expect(matchOf([{ code }]).rounds[0]?.result).toBe(result)
  })

  it('keeps plant and defuse with their players', () => {
    const [round] = matchOf([{ plant: { player: 2, at: 9 }, defuse: { player: 7, at: 99 } }]).rounds
    expect(round?.plant).toEqual({ player: 2, atMs: 9, site: 'A' })
    expect(round?.defuse).toEqual({ player: 7, atMs: 99 })
  })

  it('keeps unknown agents, maps, weapons and acts', () => {
    const document = riotDocument({
      rounds: [{ kills: [{ at: 1, killer: 0, victim: 5, item: 'NewGun' }] }],
      info: { mapId: '/Game/Maps/New/New', seasonId: 'NEW-ACT' },
    })
    Object.assign(document.players[0] ?? {}, { characterId: 'NEW-AGENT' })
    const match = parseMatch(document)
    expect(match.map).toBe('/game/maps/new/new')
    expect(match.act).toBe('new-act')
    expect(match.players[0]?.agent).toBe('new-agent')
    expect(match.rounds[0]?.kills[0]?.weapon).toBe('newgun')
  })

  it('takes null for fields a document may leave empty', () => {
    const document = riotDocument({
      info: { seasonId: null, region: null, gameLengthMillis: null },
    })
    const [player] = document.players
    Object.assign(player ?? {}, { characterId: null, gameName: null, tagLine: '' })
    Object.assign(player?.stats ?? {}, { abilityCasts: null })
    Object.assign(document.roundResults[0]?.playerStats[0] ?? {}, { economy: null, damage: null })
    const match = parseMatch(document)
    expect(match).toMatchObject({ act: null, region: null, durationMs: null })
    expect(match.players[0]).toMatchObject({ agent: null, name: null, tag: null, casts: null })
    expect(match.players[0]?.spent).toBeNull()
  })
})

describe('spellings', () => {
  it('accepts early documents: COMPETITIVE, BLUE, SILVER_1', () => {
    const document = riotDocument({ queue: 'COMPETITIVE' })
    for (const player of document.players) {
      player.teamId = player.teamId.toUpperCase()
      player.competitiveTier = 'SILVER_1'
    }
    for (const team of document.teams) team.teamId = String(team.teamId).toUpperCase()
    for (const round of document.roundResults) round.winningTeam = 'RED'
    const match = parseMatch(document)
    expect(match.queue).toBe('competitive')
    expect(match.players.map((player) => player.tier)).toEqual(Array(10).fill(9))
    expect(match.players.filter((player) => player.team === 'blue')).toHaveLength(5)
  })

  it('matches mixed-case uuids of one player, keeps the case of encrypted ids', () => {
    const document = riotDocument({ rounds: [{ kills: [{ at: 1, killer: 0, victim: 5 }] }] })
    const uuid = 'AAAAAAAA-0000-4000-8000-00000000000A'
    const [player] = document.players
    const entry = document.roundResults[0]?.playerStats[0]
    if (player && entry) {
      player.puuid = uuid
      entry.puuid = uuid.toLowerCase()
      for (const kill of entry.kills) kill.killer = uuid.replace('AAAA', 'aAaA')
    }
    const match = parseMatch(document)
    expect(match.players[0]?.puuid).toBe(uuid.toLowerCase())
    expect(match.players[1]?.puuid).toBe(puuidOf(1))
    expect(match.rounds[0]?.kills).toMatchObject([{ killer: 0, victim: 5 }])
  })

  it('strips NUL and replaces lone surrogates in names', () => {
    const document = riotDocument()
    Object.assign(document.players[0] ?? {}, { gameName: 'a\0b\ud800', tagLine: '\0' })
    expect(parseMatch(document).players[0]).toMatchObject({ name: 'ab\ufffd', tag: null })
  })

  it('maps ranks from before Ascendant', () => {
    const document = riotDocument({ info: { seasonId: 'd929bc38-4ab6-7da4-94f0-ee84f8ac141e' } })
    document.players.forEach((player, index) => {
      player.competitiveTier = 17 + index
    })
    document.players.splice(8, 2, ...[8, 9].map((index) => rawPlayer(index, 1)))
    expect(
      parseMatch(document)
        .players.slice(0, 8)
        .map((player) => player.tier),
    ).toEqual([17, 18, 19, 20, 24, 25, 26, 27])
  })
})

describe('surrender', () => {
  const play = [{}, { winner: 'Blue' }, {}] as const
  const filler = { winner: 'Red', code: 'Surrendered' } as const

  it('drops filler rounds, except those the statistics of the players count', () => {
    const document = riotDocument({ rounds: [...play, filler, filler, filler] })
    for (const player of document.players) Object.assign(player.stats ?? {}, { roundsPlayed: 4 })
    const match = parseMatch(document)
    expect(match.surrendered).toBe(true)
    expect(match.roundsPlayed).toBe(4)
    expect(match.rounds.map((round) => round.result)).toEqual([
      'elimination',
      'elimination',
      'elimination',
      'surrendered',
    ])
    expect(match.score).toEqual({ red: 2, blue: 1 })
  })

  it('goes on after a surrendered round', () => {
    const match = matchOf([{}, filler, { winner: 'Blue' }])
    expect(match.rounds.map((round) => round.number)).toEqual([0, 2])
    expect(match.score).toEqual({ red: 1, blue: 1 })
  })

  it('allows fillers without player statistics', () => {
    const document = riotDocument({ rounds: [...play, filler] })
    Object.assign(document.roundResults[3] ?? {}, { playerStats: [] })
    expect(parseMatch(document).roundsPlayed).toBe(3)
  })
})

describe('parseText', () => {
  it.each(['', '{', 'nul', '{"a":1}x', '[1,]', '\ufeff{'])('%j is not JSON', (text) => {
    expect(verdict(parseText('auto', text, game))).toBe('INVALID_JSON ')
  })

  it('parses a document', () => {
    const text = JSON.stringify(riotDocument())
    expect(verdict(parseText('riot', text, game))).toBe('match')
  })

  it('survives deep nesting', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(parseText('auto', deep, game).kind).toBe('invalid')
    const text = JSON.stringify({ ...riotDocument(), extra: 0 }).replace(
      '"extra":0',
      `"extra":${deep}`,
    )
    expect(verdict(parseText('auto', text, game))).toMatch(/match|INVALID_JSON/)
  })
})
