import { describe, expect, it } from 'vitest'
import { parseDocument } from './parse-document.ts'
import { parseMatch, verdict } from './testing/parse-fixture.ts'
import {
  MATCH_ID,
  puuidOf,
  type RawDocument,
  rawPlayer,
  riotDocument,
} from './testing/riot-fixture.ts'
import { game } from './valorant.ts'

/** Parses a fixture after a change and says what came of it. */
function verdictAfter(change: (document: RawDocument) => void, document = riotDocument()): string {
  change(document)
  return verdict(parseDocument('riot', document, game))
}

describe('people who do not play', () => {
  const spectator = { ...rawPlayer(0, 0), puuid: `x${puuidOf(0)}` }

  it.each([
    ['observers', { isObserver: true }],
    ['the neutral team', { teamId: 'Neutral' }],
    ['teams of their own', { teamId: puuidOf(0) }],
    ['people without statistics', { stats: null }],
  ])('drops %s', (_who, change) => {
    const document = riotDocument()
    document.players.unshift({ ...spectator, ...change })
    expect(parseMatch(document).players.map((player) => player.puuid)).toEqual(
      Array.from({ length: 10 }, (_, index) => puuidOf(index)),
    )
  })

  it('drops coaches', () => {
    const document = riotDocument()
    document.players.unshift(spectator)
    document.coaches.push({ puuid: spectator.puuid, teamId: 'Red' })
    expect(parseMatch(document).players).toHaveLength(10)
  })

  it('drops kills, assists, damage and plants by or of them', () => {
    const document = riotDocument({ rounds: [{ kills: [{ at: 1, killer: 0, victim: 5 }] }] })
    const [round] = document.roundResults
    const [entry] = round?.playerStats ?? []
    const stranger = spectator.puuid
    entry?.kills.push(
      { ...entry.kills[0], killer: stranger },
      { ...entry.kills[0], victim: stranger },
      { ...entry.kills[0], victim: null },
      { ...entry.kills[0], assistants: [stranger, puuidOf(2), puuidOf(2)] },
    )
    entry?.damage.push({ receiver: stranger, damage: 1, headshots: 0, bodyshots: 0, legshots: 0 })
    Object.assign(round ?? {}, { bombPlanter: stranger })
    const parsed = parseMatch(document).rounds[0]
    expect(parsed?.kills.map((kill) => kill.assistants)).toEqual([[], [2]])
    expect(parsed?.damage).toEqual([])
    expect(parsed?.plant).toBeNull()
  })
})

describe('exclusion', () => {
  it.each([
    ['aborted', (document: RawDocument) => Object.assign(document, { teams: null })],
    ['aborted', (document: RawDocument) => Object.assign(document, { roundResults: null })],
    [
      'aborted',
      (document: RawDocument) => {
        for (const player of document.players) player.stats = null
      },
    ],
    ['custom', (document: RawDocument) => Object.assign(document.matchInfo, { queueId: '' })],
    ['custom', (document: RawDocument) => Object.assign(document.matchInfo, { queueId: null })],
    [
      'no-rounds',
      (document: RawDocument) => Object.assign(document.matchInfo, { queueId: 'deathmatch' }),
    ],
    [
      'no-rounds',
      (document: RawDocument) => Object.assign(document.matchInfo, { queueId: 'HURM' }),
    ],
    ['too-few-players', (document: RawDocument) => document.players.pop()],
    [
      'too-few-players',
      (document: RawDocument) => Object.assign(document.players[0] ?? {}, { teamId: 'Blue' }),
    ],
    [
      'too-few-players',
      (document: RawDocument) => Object.assign(document.players[0] ?? {}, { stats: null }),
    ],
    ['too-few-players', (document: RawDocument) => Object.assign(document, { players: [] })],
  ])('%s', (reason, change) => {
    expect(verdictAfter(change)).toBe(`excluded ${reason}`)
  })

  it('names the match', () => {
    const outcome = parseDocument('auto', riotDocument({ queue: '' }), game)
    expect(outcome).toEqual({ kind: 'excluded', reason: 'custom', matchId: MATCH_ID })
  })

  it('counts a match that is not completed but has everything', () => {
    expect(verdictAfter(({ matchInfo }) => Object.assign(matchInfo, { isCompleted: false }))).toBe(
      'match',
    )
  })

  it('counts a queue this version does not know', () => {
    expect(verdictAfter(() => undefined, riotDocument({ queue: 'brandnew' }))).toBe('match')
  })
})
