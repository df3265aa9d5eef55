import { createHash, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Codec } from '../ports/codec.ts'
import { decodeEvents, encodeRounds, joinEvents, talliesOf } from './events.ts'
import {
  type DocumentRound,
  type MatchDocument,
  ROUND_RESULTS,
  type Team,
} from './match-document.ts'
import { roundAttacker } from './measures/round-attacker.ts'
import { matchOf } from './sources/testing/parse-fixture.ts'
import { VANDAL } from './sources/testing/riot-fixture.ts'

const codec: Codec = {
  compress: (bytes) => new Uint8Array(deflateRawSync(bytes)),
  decompress: (bytes) => new Uint8Array(inflateRawSync(bytes)),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
}

const TALLIES = Uint8Array.of(0, 3, 1, 0, 0, 0, 40, 1)

/** A value as the store puts it together. */
const encodeEvents = (of: Codec, match: MatchDocument) =>
  joinEvents(TALLIES, encodeRounds(of, match))

const base = matchOf([{}])

const player = fc.integer({ min: 0, max: 9 })
const atMs = fc.integer({ min: 0, max: 200_000 })
const amount = fc.integer({ min: 0, max: 20_000 })
const few = { maxLength: 6 }
/** From a small set, so that ids repeat as they do in matches, and any text besides. */
const id = fc.option(fc.oneof(fc.constantFrom(VANDAL, 'ultimate', 'ability1'), fc.string()))
const team = fc.constantFrom<Team>('red', 'blue')

const round: fc.Arbitrary<DocumentRound> = fc.record({
  number: fc.integer({ min: 0, max: 60 }),
  winner: team,
  statedAttacker: fc.option(team),
  result: fc.constantFrom(...ROUND_RESULTS),
  ceremony: fc.option(fc.string()),
  plant: fc.option(fc.record({ player, atMs, site: fc.option(fc.string()) })),
  defuse: fc.option(fc.record({ player, atMs })),
  kills: fc.array(
    fc.record({
      atMs,
      killer: player,
      victim: player,
      assistants: fc.array(player, { maxLength: 4 }),
      weapon: id,
    }),
    few,
  ),
  selfKills: fc.array(
    fc.record({ atMs, player, assistants: fc.array(player, { maxLength: 4 }), weapon: id }),
    few,
  ),
  damage: fc.array(
    fc.record({
      dealer: player,
      receiver: player,
      damage: amount,
      headshots: amount,
      bodyshots: amount,
      legshots: amount,
    }),
    few,
  ),
  players: fc.array(
    fc.record({
      player,
      score: amount,
      spent: fc.option(amount),
      loadout: fc.option(amount),
      weapon: id,
      armor: id,
    }),
    few,
  ),
})

const withRounds = (rounds: readonly DocumentRound[]): MatchDocument => ({ ...base, rounds })

const stored = (match: MatchDocument) => decodeEvents(codec, encodeEvents(codec, match))

describe('events', () => {
  it('come back as they were stored, whatever a round holds, with the side that attacked', () => {
    fc.assert(
      fc.property(fc.array(round, { maxLength: 8 }), (rounds) => {
        const match = withRounds(rounds)
        expect(stored(match)).toEqual(
          rounds.map((one) => ({ ...one, attacker: roundAttacker(match, one) })),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('of a match without rounds are none', () => {
    expect(stored(withRounds([]))).toEqual([])
  })

  it('tell a missing weapon from one with an empty name', () => {
    const kill = { atMs: 1, killer: 0, victim: 5, assistants: [] }
    const [first] = base.rounds
    if (first === undefined) throw new Error('the fixture has a round')
    const kills = [
      { ...kill, weapon: null },
      { ...kill, weapon: '' },
    ]
    expect(stored(withRounds([{ ...first, kills }]))[0]?.kills).toEqual(kills)
  })

  it('say that nobody attacked in a surrendered round, whatever it states', () => {
    const [first] = base.rounds
    if (first === undefined) throw new Error('the fixture has a round')
    const surrendered = {
      ...first,
      number: 1,
      result: 'surrendered',
      statedAttacker: 'red',
    } as const
    const rounds = stored(withRounds([first, surrendered]))
    expect(rounds.map(({ attacker }) => attacker)).toEqual(['red', null])
  })

  it('hold each id once, however often it is used', () => {
    const kills = Array.from({ length: 5 }, (_, index) => ({
      at: index * 10,
      killer: 0,
      victim: 5 + index,
      item: VANDAL,
    }))
    const encoded = encodeRounds(codec, matchOf([{ kills }, { kills }, { kills }]))
    const text = new TextDecoder().decode(codec.decompress(encoded))
    expect(text.split(VANDAL)).toHaveLength(2)
    expect(JSON.parse(text)).toMatchObject({ v: 1, ids: [VANDAL] })
  })

  it('have the weapon tallies in front, however long', () => {
    for (const length of [0, 8, 255, 256, 4_000]) {
      const tallies = new Uint8Array(length).fill(7)
      const value = joinEvents(tallies, encodeRounds(codec, base))
      expect(talliesOf(value)).toEqual(tallies)
      expect(decodeEvents(codec, value)).toEqual(decodeEvents(codec, encodeEvents(codec, base)))
    }
  })

  it('of before there were weapon tallies can still be read', () => {
    const value = new Uint8Array([0x28, ...encodeRounds(codec, base)])
    // Values of that time began with the compressed rounds: zstd's first byte is 0x28.
    expect(talliesOf(value)).toBeNull()
    const old: Codec = { ...codec, decompress: (bytes) => codec.decompress(bytes.subarray(1)) }
    expect(decodeEvents(old, value)).toHaveLength(1)
  })
})
