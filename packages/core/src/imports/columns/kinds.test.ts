import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cells } from '../read/cells.ts'
import type { Column } from './column.ts'
import * as kinds from './kinds.ts'

/** The value of a cell; REFUSED when the column does not take it. */
const REFUSED = Symbol('refused')

function valueIn(column: Column, cell: string): unknown {
  const cells = new Cells()
  // With something around it: a cell is a place in a text.
  cells.assign(['before', cell, 'behind'])
  const parsed = column.schema.safeParse(column.read(cells, 1))
  return parsed.success ? parsed.data : REFUSED
}

const NOTHING = ['', 'null', 'NULL', '"null"', ' ', '\\N', ' null ']

type Case = readonly [cell: string, value: unknown]

function expectValues(column: Column, cases: readonly Case[]): void {
  for (const [cell, value] of cases) expect(valueIn(column, cell), cell).toEqual(value)
}

describe('numbers', () => {
  it('are ids, with whatever stands around them', () => {
    expectValues(kinds.id(), [
      ['1', 1],
      ['1000000000', 1_000_000_000],
      ['007', 7],
      ['\\5', 5],
      ['5|', 5],
      ['|5|', 5],
      ['5"', 5],
      ['\\"5\\"', 5],
      ['5\\', 5],
      [' 5 ', 5],
      ['5.0', 5],
      ['+5', 5],
      ...[
        '0',
        '-1',
        '2147483648',
        '99999999999',
        '1e3',
        '1.5',
        'NaN',
        'Infinity',
        '0x5',
        'five',
        '5 5',
      ].map((cell): Case => [cell, REFUSED]),
      ...NOTHING.map((cell): Case => [cell, REFUSED]),
    ])
  })

  it('are parents, among which 0 is nobody', () => {
    expectValues(kinds.parentId(), [
      ['0', 0],
      ['"7"', 7],
      ['-1', REFUSED],
      ['', REFUSED],
    ])
  })

  it('are whole and within bounds', () => {
    expectValues(kinds.whole(1, 5), [
      ['1', 1],
      ['5', 5],
      ...['0', '6', '4.5', 'five', '-1', '99999999999', 'null', ''].map(
        (cell): Case => [cell, REFUSED],
      ),
    ])
  })

  it('come out as they are, or not at all', () => {
    const column = kinds.whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (number) => {
        expect(valueIn(column, String(number))).toBe(number)
      }),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const value = valueIn(column, cell)
        if (value !== REFUSED) expect(cell).toMatch(/\d/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('prices', () => {
  it('are minor units', () => {
    expectValues(kinds.money(), [
      ['140', 14_000],
      ['69.50', 6_950],
      ['69.5', 6_950],
      ['0', 0],
      ['0.01', 1],
      ['500000000', 50_000_000_000],
      ['10000000000', 1_000_000_000_000],
      ['19.990', 1_999],
      ['"140"', 14_000],
      ...['10000000000.01', '-12', 'free', '1e999', 'NaN', '1,50', '1.999', '.5', '$5', ''].map(
        (cell): Case => [cell, REFUSED],
      ),
    ])
  })

  it('are exact to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (cents) => {
        const [whole, rest] = [Math.floor(cents / 100), String(cents % 100).padStart(2, '0')]
        expect(valueIn(kinds.money(), `${whole}.${rest}`)).toBe(cents)
      }),
      { numRuns: 200 },
    )
  })

  it('may be missing where they may', () => {
    expectValues(kinds.moneyOrNull(), [
      ['35', 3_500],
      ['-1', REFUSED],
      ...NOTHING.map((cell): Case => [cell, null]),
    ])
  })
})

describe('yes and no', () => {
  it('are said in several ways', () => {
    expectValues(kinds.flag(), [
      ...['1', 'true', 'TRUE', 't', 'yes', '"1"', ' true '].map((cell): Case => [cell, true]),
      ...['0', 'false', 'False', 'f', 'no', '0|'].map((cell): Case => [cell, false]),
      ...['2', 'maybe', 'perhaps', '-1', '10', ...NOTHING].map((cell): Case => [cell, REFUSED]),
    ])
    expectValues(
      kinds.flag(false),
      NOTHING.map((cell): Case => [cell, false]),
    )
  })
})

describe('moments', () => {
  const day = Date.UTC(2021, 2, 4)

  it('are milliseconds or dates', () => {
    expectValues(kinds.moment(), [
      ['1596080481467', 1_596_080_481_467],
      ['0', 0],
      ['2021-03-04', day],
      ['"2021-03-04"', day],
      ['2021-03-04T05:06:07Z', day + 18_367_000],
      ['2021-03-04T05:06:07.250Z', day + 18_367_250],
      ['2021-03-04 05:06', day + 18_360_000],
      ['2021-03-04T05:06:07+02:00', day + 11_167_000],
      ['2021-03-04T05:06:07-0200', day + 25_567_000],
      ['2024-02-29', Date.UTC(2024, 1, 29)],
      ...[
        ...['yesterday', '2021-13-45', '2021-02-29', '2021-02-30', '2021-3-4', '04/03/2021'],
        ...['2021-03-04T25:00:00Z', '1969-12-31', '2100-01-02', '-5', '1e12', '99999999999999', ''],
      ].map((cell): Case => [cell, REFUSED]),
    ])
  })

  it('are every day of the calendar, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1970, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, dayOfMonth) => {
          const two = (value: number) => String(value).padStart(2, '0')
          const ms = Date.UTC(year, month - 1, dayOfMonth)
          const exists = new Date(ms).getUTCDate() === dayOfMonth
          const text = `${year}-${two(month)}-${two(dayOfMonth)}`
          expect(valueIn(kinds.moment(), text)).toBe(exists ? ms : REFUSED)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('texts', () => {
  it('are trimmed and hold no control characters', () => {
    expectValues(kinds.text(20), [
      ['  a  b ', 'a  b'],
      ['a\r\nb\tc', 'a\nb\tc'],
      ['a\u0000b\u0007c\u0085', 'abc'],
      ['<script>', '<script>'],
      ['👍', '👍'],
      ['a\ud800', 'a\ufffd'],
      ['a\ufffdb', 'a\ufffdb'],
      ['x'.repeat(20), 'x'.repeat(20)],
      ['x'.repeat(21), REFUSED],
      ...NOTHING.map((cell): Case => [cell, REFUSED]),
    ])
  })

  it('are empty or null where there may be none', () => {
    for (const cell of [...NOTHING, '\u0000', ' \u0007\t', '\u200b', '\u2800\u00ad']) {
      expect(valueIn(kinds.textOrEmpty(5), cell)).toBe('')
      expect(valueIn(kinds.lineOrEmpty(5), cell)).toBe('')
      expect(valueIn(kinds.textOrNull(5), cell)).toBeNull()
      expect(valueIn(kinds.lineOrNull(5), cell)).toBeNull()
    }
    expect(valueIn(kinds.textOrNull(5), 'nullo')).toBe('nullo')
    expect(valueIn(kinds.textOrNull(5), 'sixsix')).toBe(REFUSED)
  })

  it('of one line stay on it', () => {
    expectValues(kinds.line(20), [
      ['a\nb \t c', 'a b c'],
      ['a\u2028b\u2029c', 'a b c'],
      ['XL', 'XL'],
      ['', REFUSED],
      ['\u200b', REFUSED],
    ])
  })
})

describe('addresses', () => {
  const url = 'https://images.example.com/photo-1?fit=crop&w=300'

  it('are of the web, with whatever stands around them', () => {
    expectValues(kinds.url(), [
      [url, url],
      [`"${url}"`, url],
      [`\\${url}`, url],
      [`|${url}|`, url],
      [`${url}\\`, url],
      [`\\"${url}\\"`, url],
      ['HTTP://EXAMPLE.COM', 'HTTP://EXAMPLE.COM'],
      ['https://例え.jp/é', 'https://例え.jp/é'],
      ['https://👍.example/👍', 'https://👍.example/👍'],
      ['http://localhost:3000/x#y', 'http://localhost:3000/x#y'],
      ...[
        ...['javascript:alert(1)', 'ftp://example.com/a.png', 'not an address', '//example.com/a'],
        ...[
          'https://',
          'https:///x',
          'https://user@example.com/',
          'https://a b.com',
          'data:image/png,',
        ],
        ...[
          'https://a.com/\ufffd',
          'https://a\ufffd.com',
          'https://a.com/\0',
          'https://a.com/\ud800',
        ],
        ...['https://example.com/<script>', `https://example.com/${'x'.repeat(2_048)}`, 'null', ''],
      ].map((cell): Case => [cell, REFUSED]),
    ])
  })

  it('may be missing where they may', () => {
    expect(valueIn(kinds.urlOrNull(), 'null')).toBeNull()
    expect(valueIn(kinds.urlOrNull(), url)).toBe(url)
    expect(valueIn(kinds.urlOrNull(), 'x')).toBe(REFUSED)
  })
})

describe('any cell', () => {
  // Half surrogates included.
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
  const text = kinds.text(60)
  const all = [kinds.id(), kinds.money(), kinds.flag(), kinds.moment(), kinds.text(50), kinds.url()]

  it('has a value or none, and nothing breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (cell) => {
        for (const column of all) valueIn(column, cell)
        const value = valueIn(text, cell)
        if (typeof value === 'string')
          expect(value.isWellFormed() && !value.includes('\0')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
