import { describe, expect, it } from 'vitest'
import { findPlaces } from './text-places.ts'

const MATCH = '0d8f3c52-5bb3-4b5c-8f4e-2f2f6a1b7c90'
const ALICE = 'A'.repeat(78)
const BOB = 'b0b0b0b0-1111-4222-8333-444455556666'

const official = (head: string, rest = '') =>
  `{"matchInfo":{"matchId":"${MATCH}",${head}"gameStartMillis":1750000000000},"players":[{"puuid":"${ALICE}"},{"puuid":"${BOB}"}]${rest}}`

const find = (text: string) => findPlaces(Buffer.from(text))

/** What stands at the places of a kind, read back from the bytes of the text. */
function read(text: string, kind: 'match' | 'player', length: number): string[] {
  const bytes = Buffer.from(text)
  return find(text)
    .places.filter((place) => place.kind === kind)
    .map(({ offset }) => bytes.subarray(offset, offset + length).toString())
}

describe('findPlaces', () => {
  it('finds the ids and the start of an official document', () => {
    const found = find(official(''))
    expect(found.matchId).toBe(MATCH)
    expect(found.playerIds).toEqual([ALICE, BOB])
    expect(found.places.map((place) => place.kind)).toEqual(['match', 'player', 'player', 'start'])
  })

  it('finds every use of an id, whatever its key', () => {
    const text = official(
      '',
      `,"roundResults":[{"bombPlanter":"${BOB}","x":["${BOB}","${ALICE}"]}]`,
    )
    const uses = find(text).places.filter((place) => place.kind === 'player')
    expect(uses.map((place) => place.index)).toEqual([0, 0, 1, 1, 1])
  })

  it('counts offsets in bytes behind text of more than one byte per character', () => {
    const text = official('"customGameName":"ﾛﾋﾞｰ ü 🎯",')
    expect(read(text, 'match', 36)).toEqual([MATCH])
    expect(read(text, 'player', 36)).toEqual([ALICE.slice(0, 36), BOB])
  })

  it('is not misled by quotes and ids inside names', () => {
    const text = official(`"customGameName":"\\"puuid\\":\\"${'z'.repeat(40)}\\"",`)
    expect(find(text).playerIds).toEqual([ALICE, BOB])
  })

  it('ignores ids that are too short or too long', () => {
    const text = official(
      '',
      `,"coaches":[{"puuid":""},{"puuid":"x"},{"puuid":"${'q'.repeat(79)}"}]`,
    )
    expect(find(text).playerIds).toEqual([ALICE, BOB])
  })

  it('takes white space after the colon', () => {
    const text = JSON.stringify(JSON.parse(official('')), null, 2)
    expect(find(text).playerIds).toEqual([ALICE, BOB])
    expect(read(text, 'match', 36)).toEqual([MATCH])
  })

  it('reads the client’s spelling of player ids', () => {
    const text = official('').replaceAll('"puuid"', '"subject"')
    expect(find(text).playerIds).toEqual([ALICE, BOB])
  })

  it.each([
    ['no JSON at all', 'hello'],
    ['an empty text', ''],
    ['no match id', official('').replace('matchId', 'id')],
    ['no start', official('').replace('gameStartMillis', 'start')],
    ['a start in seconds', official('').replace('1750000000000', '1750000000')],
  ])('refuses %s', (_, text) => {
    expect(() => find(text)).toThrow(TypeError)
  })
})

describe('StartTime', () => {
  const shifted = (text: string, byMs: number) =>
    Buffer.from(find(text).start.shifted(byMs)).toString()

  it('shifts milliseconds', () => {
    expect(shifted(official(''), 61_000)).toBe('1750000061000')
  })

  it('shifts ISO times, into the next year too', () => {
    const text = `{"metadata":{"match_id":"${MATCH}","started_at":"2025-12-31T23:59:59.500Z"}}`
    expect(shifted(text, 500)).toBe('2026-01-01T00:00:00.000Z')
    expect(find(text).playerIds).toEqual([])
  })
})
