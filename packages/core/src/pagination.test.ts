import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isAppError } from './errors.ts'
import { decodeCursor, encodeCursor } from './pagination.ts'

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
