import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { webUrl } from './catalog/contract.ts'
import { photoUrl } from './community/contract.ts'
import * as kinds from './imports/columns/kinds.ts'
import { Cells } from './imports/read/cells.ts'
import { cleanText, escapeWebUrl, isWebUrl, line, text } from './text.ts'

const long = (length: number) => `https://a.example/${'x'.repeat(length - 18)}`

describe('a text that somebody sends', () => {
  const word = text(20)

  it.each(['a\0b', '\0', 'a\ud800', '\udc00\ud800', ' \ud800 '])(
    'is refused whole: %j',
    (value) => {
      expect(word.safeParse(value).success).toBe(false)
      expect(text(20, 0).safeParse(value).success).toBe(false)
    },
  )

  it.each([
    ...[
      '',
      ' ',
      '\n\t',
      '\u200b',
      '\u200b \u200d',
      '\u00ad',
      '\u3164',
      '\u2800',
      '\ufe0f',
      '\u0301',
    ],
    ...['\u202e', '\ufeff', '\u{e0041}', '\u0007', '\u115f\u1160'],
  ])('is empty when nothing of it can be seen: %j', (value) => {
    expect(word.safeParse(value).error?.issues).toMatchObject([{ message: 'must not be empty' }])
    expect(text(20, 0).safeParse(value).success).toBe(true)
  })

  it.each([
    ['  a\r\nb ', 'a\nb'],
    ['a\u0007b', 'ab'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['a\u200b', 'a\u200b'],
    ['.', '.'],
    ['\ufffd', '\ufffd'],
  ])('is kept, without what no text needs: %j', (value, kept) => {
    expect(word.parse(value)).toBe(kept)
  })

  it('has as many characters as are asked for', () => {
    expect(text(20, 2).safeParse('a').error?.issues).toMatchObject([
      { message: 'must have 2 characters' },
    ])
    expect(text(20).safeParse('x'.repeat(21)).success).toBe(false)
  })

  it('is in one line where it is a title', () => {
    expect(line(20).parse(' A\n\ttitle\u2028here ')).toBe('A title here')
    expect(line(20).safeParse('\n').success).toBe(false)
    expect(line(20, 0).parse('\t')).toBe('')
  })

  it('read from a file is forgiven more', () => {
    expect(cleanText(' a\0b\ud800 ')).toBe('ab\ufffd')
  })
})

describe('isWebUrl', () => {
  it.each([
    'https://a.example/1.jpg',
    'http://a.example',
    'HTTPS://A.example?y=1&z=%20#f',
    'http://127.0.0.1:8080/Ünï.png',
    'http://[::1]:8080/',
    'https://例え.jp/👍',
    "https://a.example/it's;(1),[2]/@me?a@b",
    long(2_048),
  ])('takes %s', (url) => {
    expect(isWebUrl(url)).toBe(true)
  })

  it.each([
    ...['', 'null', 'a.example', '//a.example/', 'ftp://a.example/', 'javascript:alert(1)'],
    ...['https://', 'https:///x', 'https:a.example', 'https://a.example:99999/', 'https://[::1/'],
    ...['https://u@a.example/', 'https://u:p@a.example/', 'https://a.example\\@b.example/'],
    ...['https://a.example/ x', 'https://a.example/\n', 'https://a.example/\0'],
    ...['https://a.example/\ud800', 'https://a.example/\ufffd', long(2_049)],
    ...Array.from('"<>\\^`{|}', (char) => `https://a.example/x${char}y`),
    ...Array.from('"<>\\^`{|}', (char) => `https://a${char}b.example/`),
  ])('refuses %j', (url) => {
    expect(isWebUrl(url)).toBe(false)
  })
})

describe('escapeWebUrl', () => {
  it('changes nothing else, and nothing twice', () => {
    const url = 'https://a.example/x|y?q=\\^`{}%7C#f'
    expect(escapeWebUrl(url)).toBe('https://a.example/x%7Cy?q=%5C%5E%60%7B%7D%7C#f')
    expect(escapeWebUrl(escapeWebUrl(url))).toBe(escapeWebUrl(url))
  })
})

/** What an import makes of an address that was exported. */
function imported(url: string): unknown {
  const cells = new Cells()
  cells.assign([url])
  const column = kinds.url()
  return column.schema.safeParse(column.read(cells, 0)).data
}

describe('an address that people or the catalogue have given', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'"<>\\^`{|}@/?#%:[]. \t\n\0', '\ufffd', '\ud800', '👍', 'é', '%7C', '..'),
    fc.string({ maxLength: 3 }),
  )
  const url = fc
    .tuple(fc.constantFrom('https://a.example/', 'http://', ' https://u@a/'), fc.array(piece))
    .map(([start, rest]) => start + rest.join(''))

  it.each([
    ['photo of a text', photoUrl],
    ['medium of a product', webUrl],
  ])('as a %s, comes back from a file as it is', (_, schema) => {
    fc.assert(
      fc.property(url, (text) => {
        const { data, success } = schema.safeParse(text)
        if (success) expect(imported(data)).toBe(data)
      }),
      { numRuns: 1_000 },
    )
  })
})
