import { describe, expect, it } from 'vitest'
import { AMOUNT_MAX, COUNT_MAX, Cursor } from './cursor.ts'
import { DocumentError } from './document-error.ts'

function errorOf(read: () => unknown): string {
  try {
    return `no error: ${JSON.stringify(read())}`
  } catch (error) {
    return error instanceof DocumentError ? `${error.code} ${error.pointer}` : 'another error'
  }
}

describe('Cursor', () => {
  it('points at the field it was at', () => {
    const at = new Cursor(['data'])
    at.enter('players')
    at.enter(3)
    expect(errorOf(() => at.count(-1, 'kills'))).toBe('INVALID_FIELD /data/players/3/kills')
    at.leave()
    at.leave()
    expect(errorOf(() => at.fail('UNKNOWN_SHAPE', null, ''))).toBe('UNKNOWN_SHAPE /data')
  })

  it('escapes keys as RFC 6901 says', () => {
    const at = new Cursor(['a/b', '~'])
    expect(errorOf(() => at.text(7, 'x/~', 5))).toBe('INVALID_FIELD /a~1b/~0/x~1~0')
  })

  it('tells a missing field from a wrong one', () => {
    const at = new Cursor()
    expect(errorOf(() => at.count(undefined, 'a'))).toBe('MISSING_FIELD /a')
    expect(errorOf(() => at.count(null, 'a'))).toBe('INVALID_FIELD /a')
    expect(errorOf(() => at.object(undefined, 'a'))).toBe('MISSING_FIELD /a')
    expect(errorOf(() => at.text(undefined, 'a', 5))).toBe('MISSING_FIELD /a')
  })

  it('visits the objects of a list, and takes null for an empty one', () => {
    const at = new Cursor()
    const seen: unknown[] = []
    const visitor = { visit: (item: object) => seen.push(item), context: undefined }
    at.each([{ a: 1 }, { a: 2 }], 'list', visitor)
    at.each(null, 'list', visitor)
    expect(seen).toEqual([{ a: 1 }, { a: 2 }])
    expect(errorOf(() => at.each([{}, 7], 'list', visitor))).toBe('INVALID_FIELD /list/1')
  })

  it('takes whole numbers up to the size of the column', () => {
    const at = new Cursor()
    expect(at.count(COUNT_MAX, 'a')).toBe(COUNT_MAX)
    expect(at.amount(AMOUNT_MAX, 'a')).toBe(AMOUNT_MAX)
    expect(errorOf(() => at.count(COUNT_MAX + 1, 'a'))).toBe('INVALID_FIELD /a')
    expect(errorOf(() => at.amount(AMOUNT_MAX + 1, 'a'))).toBe('INVALID_FIELD /a')
    expect(Object.is(at.count(-0, 'a'), 0)).toBe(true)
  })

  it('cleans texts, and takes empty ones for none', () => {
    const at = new Cursor()
    expect(at.nullableText('a\0', 'a', 5)).toBe('a')
    for (const none of [null, undefined, '', '\0']) expect(at.nullableText(none, 'a', 5)).toBeNull()
    expect(errorOf(() => at.nullableText('123456', 'a', 5))).toBe('INVALID_FIELD /a')
  })

  it('lower-cases ids of content, the first time and from then on', () => {
    const at = new Cursor()
    expect([at.contentId('ABC', 'a'), at.contentId('ABC', 'a')]).toEqual(['abc', 'abc'])
    expect(at.contentId('', 'a')).toBeNull()
    expect(at.contentId('\0', 'a')).toBeNull()
    expect(errorOf(() => at.contentId(7, 'a'))).toBe('INVALID_FIELD /a')
  })

  it('never quotes the text of a document in its messages', () => {
    const at = new Cursor()
    expect(() => at.count('secret', 'a')).toThrow(/got text of 6 characters/)
    expect(() => at.count([], 'a')).toThrow(/got a list/)
    expect(() => at.count(-5, 'a')).toThrow(/0 to 32767, got -5/)
  })
})
