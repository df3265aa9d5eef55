import { describe, expect, it } from 'vitest'
import { toPointer } from './document-error.ts'
import { normalisePatch, normaliseTeam, normaliseTier } from './normalise.ts'
import { cleanText, normalisePlayerId } from './text.ts'

describe('normalisePatch', () => {
  it.each([
    ['release-08.07-shipping-9-2444158', '8.7'],
    ['release-12.10-shipping-26-4704114', '12.10'],
    ['release-10.00-shipping', '10.0'],
    ['11.08', '11.8'],
    ['01.05.00.123', '1.5'],
    ['release-123.456', 'unknown'],
    ['nightly', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
  ])('%s is patch %s', (version, patch) => {
    expect(normalisePatch(version)).toBe(patch)
  })
})

describe('normaliseTeam', () => {
  it.each([
    ['Red', 'red'],
    ['BLUE', 'blue'],
    ['blue', 'blue'],
    ['Neutral', null],
    ['', null],
    [null, null],
    [7, null],
  ])('%j is %j', (value, team) => {
    expect(normaliseTeam(value)).toBe(team)
  })
})

describe('normaliseTier', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [3, 3, 3],
    [20, 20, 20],
    [21, 21, 24],
    [23, 23, 26],
    [24, 24, 27],
    [27, 27, null],
    [28, null, null],
    [-1, null, null],
    [1.5, null, null],
    ['SILVER_1', 9, 9],
    ['Immortal_3', 26, 26],
    ['RADIANT', 27, 27],
    ['UNRANKED', 0, 0],
    ['WOOD_1', null, null],
    [null, 0, 0],
    [undefined, 0, 0],
    [{}, null, null],
  ])('%j is %j today and was %j before Ascendant', (value, today, before) => {
    expect(normaliseTier(value, 'current')).toBe(today)
    expect(normaliseTier(value, 'pre-ascendant')).toBe(before)
  })
})

describe('normalisePlayerId', () => {
  const encrypted = 'HT2xDV1YBGkQPNdvWnrzaQuzp2NK-_HT2xDV1YBGkQPNdvWnrzaQuzp2NK'
  it.each([
    ['4018021D-010D-4CC0-B5F0-771D65F8D501', '4018021d-010d-4cc0-b5f0-771d65f8d501'],
    [encrypted, encrypted],
    ['short', null],
    ['x'.repeat(19), null],
    ['x'.repeat(101), null],
    [`${encrypted}\0`, null],
    [`${encrypted}/`, null],
    ['', null],
  ])('%j becomes %j', (id, expected) => {
    expect(normalisePlayerId(id)).toBe(expected)
  })
})

describe('cleanText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\0b\0', 'ab'],
    ['\ud83d\ude00', '\ud83d\ude00'],
    ['\ude00x', '\ufffdx'],
    ['\0', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })
})

describe('toPointer', () => {
  it.each([
    [[], ''],
    [['players', 3, 'stats'], '/players/3/stats'],
    [['a/b', 'm~n', ''], '/a~1b/m~0n/'],
  ])('%j is %s', (path, pointer) => {
    expect(toPointer(path)).toBe(pointer)
  })
})
