import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../text.ts'
import { clean, cleanLine, isNothing, withoutStray } from './clean.ts'

/** Texts of what is looked for, more than of anything else. */
const dirty = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\t',
    '\\',
    '"',
    '|',
    '\0',
    '\u0085',
    '\ud83d',
    '\udc4d',
    'é',
  ),
  maxLength: 12,
})

describe('withoutStray', () => {
  it.each([
    ['5', '5'],
    ['|5|', '5'],
    ['\\"5\\"', '5'],
    [' " 5 | 6 " ', '5 | 6'],
    ['\ufeff5\u00a0', '5'],
    ['', ''],
    ['\\"|" ', ''],
  ])('%j is %j', (text, bare) => {
    expect(withoutStray(text)).toBe(bare)
  })

  it('is what a pattern would do', () => {
    fc.assert(
      fc.property(dirty, (text) => {
        expect(withoutStray(text)).toBe(text.replace(/^[\s\\"|]+/, '').replace(/[\s\\"|]+$/, ''))
      }),
      { numRuns: 200 },
    )
  })

  it('takes as long as the text is, wherever stray characters stand', () => {
    // In the square of its length it would take half a minute; a line may be ten times as long.
    const line = `1${' '.repeat(100_000)}x`
    expect(withoutStray(` ${line}"`) === line).toBe(true)
  })
})

describe('isNothing', () => {
  it.each(['', ' ', 'null', 'NULL', '"null"', '"NULL"', '\\N', '\\n', ' null ', '\t'])(
    '%j is nothing',
    (text) => {
      expect(isNothing(text)).toBe(true)
    },
  )

  it.each(['0', 'nil', 'nullo', "'null'", '""', '-', 'N', 'undefined', `${' '.repeat(9)}x`])(
    '%j is something',
    (text) => {
      expect(isNothing(text)).toBe(false)
    },
  )
})

describe('clean', () => {
  it('is cleanText, of any text', () => {
    fc.assert(
      fc.property(dirty, (text) => {
        expect(clean(text)).toBe(cleanText(text))
      }),
      { numRuns: 300 },
    )
  })

  it('changes what is clean no more', () => {
    fc.assert(
      fc.property(dirty, (text) => {
        expect(clean(clean(text))).toBe(clean(text))
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
        expect(cleanLine(text)).not.toMatch(/[\n\r\t\u2028]/)
      }),
      { numRuns: 300 },
    )
  })
})
