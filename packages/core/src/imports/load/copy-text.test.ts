import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyText } from './copy-text.ts'

/** What PostgreSQL makes of a value of its text format. */
function readCopy(text: string): string | null {
  if (text === '\\N') return null
  const letters: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' }
  return text.replaceAll(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter)
}

/** What needs another form, more often than anything else; half surrogates included. */
const unit = fc.oneof(
  fc.constantFrom('\\', '\t', '\n', '\r', '\0', 'N', '.'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
)

describe('copyText', () => {
  it.each([
    [null, '\\N'],
    [true, 't'],
    [false, 'f'],
    [0, '0'],
    [50_000_000_000, '50000000000'],
    ['', ''],
    ['plain', 'plain'],
    ['\\N', '\\\\N'],
    ['a\tb\nc\rd\\e', 'a\\tb\\nc\\rd\\\\e'],
    ['a\u0000b', 'a\ufffdb'],
  ])('%j', (value, text) => {
    expect(copyText(value)).toBe(text)
  })

  it('is read back as it was, and stays on its line', () => {
    fc.assert(
      fc.property(fc.string({ unit }), (value) => {
        const text = copyText(value)
        expect(text).not.toMatch(/[\t\n\r]/)
        expect(readCopy(text)).toBe(value.replaceAll('\0', '\ufffd'))
      }),
      { numRuns: 300 },
    )
  })
})
