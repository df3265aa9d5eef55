import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineBuffer } from './line-buffer.ts'

const textOf = (buffer: LineBuffer) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer.view())

describe('LineBuffer', () => {
  it('holds what was added since it was cleared', () => {
    const line = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 3_000 }))
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 20 }), { maxLength: 3 }), (rounds) => {
        const buffer = new LineBuffer()
        for (const lines of rounds) {
          let expected = ''
          for (const [text, times] of lines) {
            buffer.add(text.repeat(times))
            expected += text.repeat(times)
          }
          expect(textOf(buffer) === expected).toBe(true)
          expect(textOf(buffer) === expected).toBe(true)
          buffer.clear()
          expect(buffer.size).toBe(0)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('grows beyond its first size, with letters of any width', () => {
    const buffer = new LineBuffer()
    for (let count = 0; count < 20_000; count += 1) buffer.add('x\u00e9\u20ac\u{1f44d}\n'.repeat(5))
    const text = textOf(buffer)
    expect(text.length).toBe(20_000 * 5 * 6)
    expect(text.startsWith('x\u00e9\u20ac\u{1f44d}\n')).toBe(true)
    expect(buffer.size).toBe(20_000 * 5 * 11)
  })
})
