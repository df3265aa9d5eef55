import { parseText } from '@loadout/core/matches'
import { describe, expect, it } from 'vitest'
import type { LanebreakDocument } from './document.ts'
import { game } from './game.ts'
import { generateMatch } from './generate.ts'

const parse = (document: unknown, source = 'auto') =>
  parseText(source, JSON.stringify(document), game)

function match(document: LanebreakDocument = generateMatch(1)) {
  const outcome = parse(document)
  if (outcome.kind !== 'match') throw new Error(JSON.stringify(outcome))
  return outcome.match
}

describe('the source of another game', () => {
  it('reads its documents into the same shape, ids in one spelling', () => {
    const document = generateMatch(1)
    expect(match(document)).toMatchObject({
      id: document.head.uid.toLowerCase(),
      source: 'lanebreak',
      queue: 'clash',
      act: 's2',
      patch: document.head.build.slice(0, 4),
      startedAt: 1_000 * document.head.began,
      rules: game.content.rules,
    })
    expect(['canal', 'foundry', 'orchard']).toContain(match(document).map)
  })

  it('takes the half from its own table, queue by queue', () => {
    expect(match(generateMatch(1, 'skirmish')).rules.halfRounds).toBe(2)
    expect(match(generateMatch(1, 'clash')).rules.halfRounds).toBe(7)
  })

  it('calls the side that attacks first red', () => {
    const document = generateMatch(1)
    const { opening } = document.head
    const openers = document.lineup.filter(({ side }) => side === opening)
    const red = match(document).players.filter(({ team }) => team === 'red')
    expect(red.map(({ puuid }) => puuid)).toEqual(openers.map(({ account }) => account))
  })

  it('drops spectators, whose seats would else shift those of others', () => {
    const document = Array.from({ length: 20 }, (_, seed) => generateMatch(seed + 1)).find(
      ({ lineup }) => lineup.slice(0, 9).some(({ side }) => side === null),
    )
    if (document === undefined) throw new Error('no match with a spectator')
    const { players, rounds } = match(document)
    expect(players).toHaveLength(10)
    players.forEach(({ puuid, stats }, player) => {
      const seat = document.lineup.find(({ account }) => account === puuid)
      expect(stats.kills).toBe(seat?.totals.kos)
      const kills = rounds.flatMap((round) => round.kills).filter(({ killer }) => killer === player)
      expect(kills).toHaveLength(stats.kills)
    })
  })

  it('names abilities by their slots, so that they are no guns', () => {
    const weapons = match().rounds.flatMap(({ kills }) => kills.map(({ weapon }) => weapon))
    expect(new Set(weapons)).toEqual(
      new Set(['carbine', 'longbow', 'sparkpistol', 'ability2', 'ultimate']),
    )
  })

  it.each<[string, (document: ReturnType<typeof generateMatch>) => unknown]>([
    ['excluded aborted', (document) => ({ ...document, rounds: null })],
    [
      'excluded no-rounds',
      ({ head, ...rest }) => ({ ...rest, head: { ...head, mode: 'PRACTICE' } }),
    ],
    ['excluded custom', ({ head, ...rest }) => ({ ...rest, head: { ...head, mode: '' } })],
    ['excluded too-few-players', ({ lineup, ...rest }) => ({ ...rest, lineup: lineup.slice(2) })],
    ['/head/uid', ({ head, ...rest }) => ({ ...rest, head: { ...head, uid: 'x' } })],
    ['/head/opening', ({ head, ...rest }) => ({ ...rest, head: { ...head, opening: 'red' } })],
    [
      '/lineup/0/rank',
      ({ lineup, ...rest }) => ({
        ...rest,
        lineup: lineup.map((seat) => ({ ...seat, rank: 4 })),
      }),
    ],
    ['/rounds/0/n', ({ rounds, ...rest }) => ({ ...rest, rounds: rounds?.slice(1) })],
  ])('answers %s', (expected, change) => {
    const outcome = parse(change(generateMatch(1)))
    if (outcome.kind === 'match') throw new Error('it is a match')
    const verdict = outcome.kind === 'excluded' ? `excluded ${outcome.reason}` : outcome.pointer
    expect(verdict).toBe(expected)
  })

  it('does not know the documents of other games, nor they its', () => {
    const other = { matchInfo: { queueId: 'competitive' }, players: [{ puuid: 'x' }] }
    expect(parse(other)).toMatchObject({ kind: 'invalid', code: 'UNKNOWN_SHAPE' })
    expect(parse(generateMatch(1), 'riot')).toMatchObject({ code: 'SOURCE_MISMATCH' })
  })
})
