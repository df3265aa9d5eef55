import { describe, expect, it } from 'vitest'
import { readCsv, rowsOf, TABLE } from '../testing/read-all.ts'
import { CsvReader } from './csv-reader.ts'
import { KEPT_OF_LINE, MAX_LINE } from './row-reader.ts'

const GOOD = '7,1,fine,x'

/** What becomes of a line, and of a good one behind it. */
function around(line: string) {
  const [first, ...rest] = readCsv(`${line}\n${GOOD}\n`)
  expect(rowsOf(rest).at(-1), line).toEqual(['7', '1', 'fine', 'x'])
  return first
}

const cellsOf = (line: string) => {
  const first = around(line)
  return first !== undefined && 'cells' in first ? first.cells : first
}

describe('cells', () => {
  it.each([
    ['plain ones', '1,2,a,b', ['1', '2', 'a', 'b']],
    ['empty ones', '1,2,,', ['1', '2', '', '']],
    ['quotes', '"1","2","a","b"', ['1', '2', 'a', 'b']],
    ['delimiters in quotes', '1,2,"a, b",c', ['1', '2', 'a, b', 'c']],
    ['doubled quotes', '1,2,"say ""hi"", please","""x"""', ['1', '2', 'say "hi", please', '"x"']],
    ['empty quotes', '1,2,"",""', ['1', '2', '', '']],
    ['quotes inside a cell', '1,2,5" tall,a "b" c', ['1', '2', '5" tall', 'a "b" c']],
    ['spaces around quotes', '1, 2 , "a" ,b', ['1', ' 2 ', 'a', 'b']],
    ['stray characters', '\\1,|2|,\\"a\\",b"', ['\\1', '|2|', '\\"a\\"', 'b"']],
    ['a backslash at the end of quotes', '"1\\",2,"a\\","b"', ['1\\', '2', 'a\\', 'b']],
    ['too many, if they are empty', '1,2,a,b,,', ['1', '2', 'a', 'b']],
    ['two bytes', '1,2,"Größe 👍",é', ['1', '2', 'Größe 👍', 'é']],
  ])('%s', (_, line, cells) => {
    expect(cellsOf(line)).toEqual(cells)
  })

  it('may have quotes inside that should have been doubled, if the cells still come out', () => {
    expect(cellsOf('1,2,"the 5" model",b')).toEqual(['1', '2', 'the 5" model', 'b'])
    expect(cellsOf('1,2,"he said "hi" to me","b"')).toEqual(['1', '2', 'he said "hi" to me', 'b'])
  })
})

describe('a broken line', () => {
  it.each([
    ['too few cells', '1,2,a', 'WRONG_COLUMNS'],
    ['too many cells', '1,2,a,b,c', 'WRONG_COLUMNS'],
    ['too few cells in quotes', '1,2,"a"', 'WRONG_COLUMNS'],
    ['an opening quote', '1,2,"a,b', 'BROKEN_QUOTES'],
    ['an opening quote in the last cell', '1,2,a,"b', 'BROKEN_QUOTES'],
    ['an opening quote before other quotes', '1,2,"a,"b"', 'BROKEN_QUOTES'],
    ['quotes that end a cell too early', '1,2,"he said "hi", and left",b', 'BROKEN_QUOTES'],
    ['one quote', '"', 'BROKEN_QUOTES'],
    ['hundreds of cells', 'a,'.repeat(500).concat('x'), 'WRONG_COLUMNS'],
    ['hundreds of cells in quotes', '"a",'.repeat(500).concat('x'), 'BROKEN_QUOTES'],
  ])('%s', (_, line, code) => {
    expect(around(line)).toEqual({ line: 1, code, original: line })
  })

  it('is cut where it is longer than any row, however it comes', () => {
    const long = `1,2,${'a'.repeat(MAX_LINE)}`
    for (const piece of [50_000, Number.POSITIVE_INFINITY]) {
      const found = readCsv(`${GOOD}\n${long}\n${GOOD}\n`, {}, piece)
      expect(found.map(({ line }) => line)).toEqual([1, 2, 3])
      expect(rowsOf(found)).toHaveLength(2)
      const [, broken] = found
      expect(broken).toHaveProperty('code', 'TOO_LONG')
      const original = broken !== undefined && 'original' in broken ? broken.original : ''
      expect(original === long.slice(0, KEPT_OF_LINE)).toBe(true)
    }
  })

  it('without an end does not make memory grow', () => {
    const reader = new CsvReader(TABLE, 1)
    let broken = 0
    for (let count = 0; count < 100; count += 1) {
      reader.push('x'.repeat(100_000))
      if (reader.next() === 'broken') broken += 1
    }
    expect(broken).toBe(1)
    reader.finish()
    expect(reader.next()).toBe('end')
  })
})

describe('lines', () => {
  const ROWS = [
    ['1', '2', 'a', 'b'],
    ['3', '4', 'c', 'd'],
  ]

  it.each([
    ['end with \\n', '1,2,a,b\n3,4,c,d\n', {}],
    ['end with \\r\\n', '1,2,a,b\r\n3,4,"c",d\r\n', {}],
    ['end with \\r\\n behind quotes', '1,2,a,"b"\r\n3,4,c,"d"\r\n', {}],
    ['end with \\r', '1,2,a,b\r3,4,c,"d"\r', { newline: '\r' }],
    ['need no last line break', '1,2,a,b\n3,4,c,d', {}],
    ['need no last line break behind quotes', '1,2,a,b\n3,4,c,"d"', {}],
    ['are skipped when blank', '\n  \n1,2,a,b\n\r\n3,4,c,d\n\n', {}],
    ['have other delimiters', '1;2;a;b\n3;4;"c";d\n', { delimiter: ';' }],
  ])('%s', (_, text, table) => {
    for (const piece of [Number.POSITIVE_INFINITY, 1, 2, 3, 5]) {
      expect(rowsOf(readCsv(text, table, piece))).toEqual(ROWS)
    }
  })

  it('are counted as an editor counts them', () => {
    const found = readCsv('1,2,a,b\n\n3,4,"two\nlines",d\nbroken\n5,6,e,f\n')
    expect(found.map(({ line }) => line)).toEqual([1, 3, 5, 6])
  })
})

describe('a row of several lines', () => {
  it.each([
    ['a line break', '1,2,"a\nb",c'],
    ['blank lines', '1,2,"a\n\n\nb",c'],
    ['line breaks of DOS', '1,2,"a\r\nb",c\r'],
    ['a delimiter in each line', '1,2,"a, b\nc, d",e'],
    ['doubled quotes around line breaks', '1,2,"""a""\n""b""",c'],
  ])('holds %s', (_, text) => {
    for (const piece of [Number.POSITIVE_INFINITY, 1, 4]) {
      const [first, second, ...none] = readCsv(`${text}\n${GOOD}\n`, {}, piece)
      expect(first).toMatchObject({
        line: 1,
        cells: ['1', '2', expect.stringContaining('\n'), expect.anything()],
      })
      expect(second).toMatchObject({ cells: ['7', '1', 'fine', 'x'] })
      expect(none).toEqual([])
    }
  })

  it('is the last one of a file', () => {
    expect(rowsOf(readCsv('1,2,"a\nb",c'))).toEqual([['1', '2', 'a\nb', 'c']])
  })

  it('is none where no column may have several lines', () => {
    const found = readCsv('1,2,a,"b\nc"\n7,1,fine,x\n')
    expect(found).toMatchObject([
      { code: 'BROKEN_QUOTES', original: '1,2,a,"b' },
      { code: 'WRONG_COLUMNS', original: 'c"' },
      { cells: ['7', '1', 'fine', 'x'] },
    ])
  })

  it('is none when one of its lines could be a row: two broken quotes do not swallow what is between', () => {
    const found = readCsv('1,2,"opened,b\n3,4,fine,x\n5,6,fine,x\n7,8,closed",d\n')
    expect(found[0]).toMatchObject({ code: 'BROKEN_QUOTES', original: '1,2,"opened,b' })
    expect(rowsOf(found)).toEqual([
      ['3', '4', 'fine', 'x'],
      ['5', '6', 'fine', 'x'],
      ['7', '8', 'closed"', 'd'],
    ])
  })

  it('is none when another row of several lines begins in it', () => {
    const found = readCsv('1,2,"opened\n3,4,",,\na",5\n7,1,fine,x\n')
    expect(found[0]).toMatchObject({ code: 'BROKEN_QUOTES', original: '1,2,"opened' })
    expect(rowsOf(found)).toEqual([
      ['3', '4', ',,\na', '5'],
      ['7', '1', 'fine', 'x'],
    ])
  })

  it('is none beyond a hundred lines or 64 KiB', () => {
    const lines = (count: number) => `1,2,"${'a\n'.repeat(count)}",c\n${GOOD}\n`
    expect(rowsOf(readCsv(lines(90)))).toHaveLength(2)
    expect(rowsOf(readCsv(lines(101)))).toEqual([['7', '1', 'fine', 'x']])
    const wide = `1,2,"${'a'.repeat(40_000)}\n${'b'.repeat(40_000)}",c\n${GOOD}\n`
    expect(rowsOf(readCsv(wide))).toEqual([['7', '1', 'fine', 'x']])
  })
})
