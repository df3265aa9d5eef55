import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isAppError } from './errors.ts'
import { decodeCursor, encodeCursor, openCursor, signCursor } from './pagination.ts'
import type { Signer } from './ports/signer.ts'

const KEY = z.tuple([z.int(), z.string()])

function codeOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return isAppError(error) ? error.code : error
  }
  return 'no error'
}

describe('cursor', () => {
  it('comes back as it went in, whatever the text', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (number, text) => {
        const cursor = encodeCursor({ queue: 'competitive' }, [number, text])
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(decodeCursor(cursor, { queue: 'competitive' }, KEY)).toEqual([number, text])
      }),
    )
  })

  it('is refused by a list with other filters', () => {
    const cursor = encodeCursor({ queue: 'competitive' }, [1, 'a'])
    expect(codeOf(() => decodeCursor(cursor, { queue: 'unrated' }, KEY))).toBe('BAD_CURSOR')
  })

  it('is refused when cut short, changed or made up', () => {
    const cursor = encodeCursor({}, [1, 'a'])
    expect(codeOf(() => decodeCursor(cursor.slice(0, -3), {}, KEY))).toBe('BAD_CURSOR')
    expect(codeOf(() => decodeCursor(encodeCursor({}, ['a', 1]), {}, KEY))).toBe('BAD_CURSOR')
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(codeOf(() => decodeCursor(text, {}, KEY))).toBe('BAD_CURSOR')
      }),
    )
  })
})

/** Not for the world outside: FNV-1a with a key in front. */
const signerWith = (key: string): Signer => ({
  sign(text) {
    let hash = 0x811c9dc5
    for (const char of key + text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
    return (hash >>> 0).toString(36)
  },
})

describe('signed cursor', () => {
  const signer = signerWith('secret')
  const filters = ['feed', 'new']
  const open = (cursor: string, of: { filters?: unknown; signer?: Signer } = {}) =>
    openCursor(of.signer ?? signer, { cursor, filters: of.filters ?? filters, key: KEY })

  it('comes back as it went in, whatever the text', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (number, text) => {
        const cursor = signCursor(signer, filters, [number, text])
        expect(cursor).toMatch(/^1[A-Za-z0-9_-]+\.[a-z0-9]+$/)
        expect(open(cursor)).toEqual([number, text])
      }),
    )
  })

  it('is refused with other filters, by another secret and with a key of another shape', () => {
    const cursor = signCursor(signer, filters, [1, 'a'])
    expect(codeOf(() => open(cursor, { filters: ['feed', 'top'] }))).toBe('BAD_CURSOR')
    expect(codeOf(() => open(cursor, { signer: signerWith('other') }))).toBe('BAD_CURSOR')
    expect(codeOf(() => open(signCursor(signer, filters, ['a', 1])))).toBe('BAD_CURSOR')
  })

  it('is refused when it is altered, unsigned or made up', () => {
    const cursor = signCursor(signer, filters, [1, 'a'])
    const [held = '', signature = ''] = cursor.split('.')
    for (const text of [
      held,
      `${held}.`,
      `.${signature}`,
      `2${cursor.slice(1)}`,
      `${cursor}.`,
      `${cursor}x`,
    ]) {
      expect(codeOf(() => open(text))).toBe('BAD_CURSOR')
    }
    expect(codeOf(() => open(encodeCursor(filters, [1, 'a'])))).toBe('BAD_CURSOR')
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(codeOf(() => open(text))).toBe('BAD_CURSOR')
      }),
    )
  })
})
