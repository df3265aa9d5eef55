import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DOCUMENT_ERROR_CODES, EXCLUSION_REASONS, type ParseOutcome } from '../match-document.ts'
import { AMOUNT_MAX, COUNT_MAX } from './cursor.ts'
import { parseDocument, parseText } from './parse-document.ts'
import { toClient, toHenrik } from './testing/dialects.ts'
import { riotDocument } from './testing/riot-fixture.ts'
import { game } from './valorant.ts'

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/
const SOURCES = ['auto', 'riot', 'riot-client', 'henrik-v4'] as const

const OFFICIAL = riotDocument({
  rounds: [
    {
      kills: [
        { at: 100, killer: 0, victim: 5, assistants: [1] },
        { at: 150, killer: 6, victim: 6, item: '' },
      ],
      damage: [[0, 5, 100, 1, 1, 1]],
      plant: { player: 0, at: 20 },
    },
    { winner: 'Blue', code: 'Surrendered' },
  ],
})
const DOCUMENTS: readonly unknown[] = [OFFICIAL, toClient(OFFICIAL), toHenrik(OFFICIAL)]

/** Everything a caller may rely on, whatever went in. */
function expectSound(outcome: ParseOutcome): void {
  if (outcome.kind === 'excluded') {
    expect(EXCLUSION_REASONS).toContain(outcome.reason)
  } else if (outcome.kind === 'invalid') {
    expect(DOCUMENT_ERROR_CODES).toContain(outcome.code)
    expect(outcome.pointer).toMatch(POINTER)
    expect(outcome.message.length).toBeLessThanOrEqual(200)
  } else {
    expectStorable(outcome.match)
  }
}

/** Numbers fit their columns, texts can be stored, players are indexes of players. */
function expectStorable(match: Extract<ParseOutcome, { kind: 'match' }>['match']): void {
  expect(match.players).toHaveLength(10)
  expect(match.rounds).toHaveLength(match.roundsPlayed)
  const json = JSON.stringify(match)
  expect(json).not.toContain('\\u0000')
  expect(json.isWellFormed()).toBe(true)
  expect(json).not.toMatch(/\\ud[89a-f]/)
  for (const { stats } of match.players) {
    expect(Math.max(stats.kills, stats.deaths, stats.assists, stats.rounds)).toBeLessThanOrEqual(
      COUNT_MAX,
    )
    expect(stats.score).toBeLessThanOrEqual(AMOUNT_MAX)
  }
  const indexes = match.rounds.flatMap((round) => [
    ...round.kills.flatMap((kill) => [kill.killer, kill.victim, ...kill.assistants]),
    ...round.selfKills.flatMap((kill) => [kill.player, ...kill.assistants]),
    ...round.damage.flatMap((hit) => [hit.dealer, hit.receiver]),
    ...round.players.map((entry) => entry.player),
  ])
  expect(indexes.every((index) => index >= 0 && index < 10)).toBe(true)
}

type Slot = { parent: object; key: string }

/** Every field of a document, so that one of them can be replaced. */
function slotsOf(value: unknown): Slot[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [
    { parent: value, key },
    ...slotsOf(Reflect.get(value, key)),
  ])
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    -1,
    -0,
    0.5,
    1e308,
    2 ** 53,
    '',
    '\0',
    '\ud800',
    '__proto__',
    'Red',
    'Blue',
    [],
    [[]],
    {},
    true,
  ),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 150 }),
)

describe('parseDocument never throws', () => {
  it('on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...SOURCES), (raw, source) => {
        expectSound(parseDocument(source, raw, game))
      }),
      { numRuns: 300 },
    )
  })

  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expectSound(parseText('auto', text, game))
      }),
      { numRuns: 300 },
    )
  })

  it('on objects that look like a document', () => {
    const part = fc.oneof(junk, fc.array(fc.dictionary(fc.string(), junk), { maxLength: 3 }))
    const lookalike = fc.record({
      matchInfo: fc.record({ queueId: junk, matchId: junk, mapId: junk }, { requiredKeys: [] }),
      players: part,
      teams: part,
      roundResults: part,
      coaches: part,
    })
    fc.assert(
      fc.property(lookalike, (raw) => {
        expectSound(parseDocument('auto', raw, game))
      }),
      { numRuns: 300 },
    )
  })

  it('on a valid document with fields replaced or removed', () => {
    const change = fc.record({ position: fc.nat(), value: junk, remove: fc.boolean() })
    fc.assert(
      fc.property(
        fc.constantFrom(...DOCUMENTS),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (valid, changes) => {
          const document = structuredClone(valid)
          for (const { position, value, remove } of changes) {
            const slots = slotsOf(document)
            const slot = slots[position % Math.max(1, slots.length)]
            if (!slot) continue
            if (remove) Reflect.deleteProperty(slot.parent, slot.key)
            else Reflect.set(slot.parent, slot.key, value)
          }
          expectSound(parseDocument('auto', document, game))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('and parses the unchanged documents', () => {
    for (const document of DOCUMENTS) {
      expect(parseDocument('auto', document, game).kind).toBe('match')
    }
  })

  it('and gives the same answer twice', () => {
    for (const document of DOCUMENTS) {
      const text = JSON.stringify(document)
      expect(parseText('auto', text, game)).toEqual(parseText('auto', text, game))
    }
  })
})
