import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cells, MAX_CELLS } from './cells.ts'
import { BROKEN, CsvSplitter, UNFINISHED } from './csv-splitter.ts'

function splitter(delimiter = ',', newline = '\n') {
  const cells = new Cells()
  return { cells, split: new CsvSplitter(cells, { delimiter, newline }) }
}

/** A row, read by the rules alone. */
function strict(text: string, newline = '\n') {
  const { cells, split } = splitter(',', newline)
  const firstEnd = text.indexOf(newline)
  const end = split.strict(text, 0, firstEnd === -1 ? text.length : firstEnd)
  return end < 0 ? end : { cells: cells.toArray(), behind: text.slice(end) }
}

describe('strict', () => {
  it.each([
    ['a,b\nc', ['a', 'b'], '\nc'],
    ['a,b', ['a', 'b'], ''],
    ['', [''], ''],
    [',', ['', ''], ''],
    ['a,b\r\nc', ['a', 'b'], '\nc'],
    ['a,"b"\r\nc', ['a', 'b'], '\nc'],
    ['"a"\r', ['a'], ''],
    ['"a\nb",c\nd', ['a\nb', 'c'], '\nd'],
    ['"a\r\nb"\r\nd', ['a\r\nb'], '\nd'],
    ['"a""b","",""""', ['a"b', '', '"'], ''],
    ['"a,b" ,  "c"', ['a,b', 'c'], ''],
    ['a"b,c""d', ['a"b', 'c""d'], ''],
  ])('splits %j', (text, cells, behind) => {
    expect(strict(text)).toEqual({ cells, behind })
  })

  it.each([
    ['"a" x,b\n', BROKEN],
    ['"a"x\n', BROKEN],
    ['"a"\rx\n', BROKEN],
    ['"a,b\n', UNFINISHED],
    ['a,"\n"",\n', UNFINISHED],
    ['"', UNFINISHED],
  ])('does not split %j', (text, why) => {
    expect(strict(text)).toBe(why)
  })

  it('may have carriage returns between lines, which then are text nowhere else', () => {
    expect(strict('a,"b"\rc', '\r')).toEqual({ cells: ['a', 'b'], behind: '\rc' })
    expect(strict('"a\rb",c\r', '\r')).toEqual({ cells: ['a\rb', 'c'], behind: '\r' })
    expect(strict('a,b\nc\r', '\r')).toEqual({ cells: ['a', 'b\nc'], behind: '\r' })
  })
})

describe('lenient', () => {
  it.each([
    ['"a "b" c",d', ['a "b" c', 'd']],
    ['"a""b",c', ['a"b', 'c']],
    [' "a",b', ['a', 'b']],
    ['a,', ['a', '']],
    ['', ['']],
  ])('splits %j', (line, cells) => {
    const one = splitter()
    expect(one.split.lenient(line)).toBe(true)
    expect(one.cells.toArray()).toEqual(cells)
  })

  it.each(['"a', '"a" ', 'a,"b', '"', `"a"${',"a"'.repeat(MAX_CELLS)}`])(
    'gives up on %j',
    (line) => {
      expect(splitter().split.lenient(line)).toBe(false)
    },
  )

  it('agrees with the rules on every line that keeps them', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'é'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
        const line = values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')
        const one = splitter()
        expect(strict(line)).toEqual({ cells: values, behind: '' })
        // A quote before a delimiter closes a cell, whatever was meant.
        const isPlain = !values.some((value) => value.includes('"'))
        expect(one.split.lenient(line) && (!isPlain || one.cells.count === values.length)).toBe(
          true,
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('plain', () => {
  it('looks at no more than its line, and at no more cells than there may be', () => {
    const { cells, split } = splitter(';')
    split.plain('x\na;b,c;\nd;e', 2, 8)
    expect(cells.toArray()).toEqual(['a', 'b,c', ''])
    split.plain(';'.repeat(500), 0, 500)
    expect(cells.count).toBe(MAX_CELLS)
  })
})

describe('Cells', () => {
  it('are places in a text, and empty where there is none', () => {
    const cells = new Cells()
    cells.assign(['a', '', 'b"c'])
    expect([-1, 0, 1, 2, 3].map((index) => cells.get(index))).toEqual(['', 'a', '', 'b"c', ''])
    cells.begin('d""e')
    cells.add(0, 4, true)
    expect(cells.toArray()).toEqual(['d"e'])
  })

  it('lose empty ones at their end, down to so many', () => {
    const cells = new Cells()
    cells.assign(['', 'a', '', '', ''])
    cells.dropEmptyBeyond(4)
    expect(cells.count).toBe(4)
    cells.dropEmptyBeyond(1)
    expect(cells.toArray()).toEqual(['', 'a'])
  })
})
