import { describe, expect, it } from 'vitest'
import { drain } from '../testing/read-all.ts'
import { NdjsonReader } from './ndjson-reader.ts'
import { KEPT_OF_LINE, MAX_LINE } from './row-reader.ts'

function read(text: string, piece = Number.POSITIVE_INFINITY) {
  const reader = new NdjsonReader()
  return drain(reader, text, { piece, cellsOf: () => [JSON.stringify(reader.row)] })
}

const row = (line: number, value: object) => ({ line, cells: [JSON.stringify(value)] })

describe('NdjsonReader', () => {
  it.each([1, 3, 7, Number.POSITIVE_INFINITY])(
    'reads an object a line, in pieces of %d',
    (piece) => {
      const text = '{"a":1}\n\n {"b":"é 👍"} \r\n{"c":[{}]}'
      expect(read(text, piece)).toEqual([
        row(1, { a: 1 }),
        row(3, { b: 'é 👍' }),
        row(4, { c: [{}] }),
      ])
    },
  )

  it.each(['{"a":', '[1]', 'null', '"text"', '12', 'a,b,c', '{"a":1}{"b":2}', '\u0000'])(
    'calls %j broken and goes on',
    (line) => {
      expect(read(`{"a":1}\n${line}\n{"b":2}\n`)).toEqual([
        row(1, { a: 1 }),
        { line: 2, code: 'INVALID_JSON', original: line },
        row(3, { b: 2 }),
      ])
    },
  )

  it('gives no object what it does not have itself', () => {
    const reader = new NdjsonReader()
    reader.push('{"__proto__":{"a":1}}\n')
    expect(reader.next()).toBe('row')
    expect(Object.hasOwn(reader.row, 'a')).toBe(false)
    expect(reader.row.toString).toBe(Object.prototype.toString)
  })

  it.each([40_000, Number.POSITIVE_INFINITY])(
    'skips lines without end, in pieces of %d',
    (piece) => {
      const long = `{"a":"${'x'.repeat(MAX_LINE)}"}`
      const found = read(`{"a":1}\n${long}\n{"b":2}\n`, piece)
      expect(found.map(({ line }) => line)).toEqual([1, 2, 3])
      expect(found[1]).toHaveProperty('code', 'TOO_LONG')
      expect(found[1]).toHaveProperty('original', long.slice(0, KEPT_OF_LINE))
    },
  )

  it.each([
    [63, 'row'],
    [64, 'broken'],
    [100_000, 'broken'],
  ])('reads objects in objects, but not %d of them', (depth, result) => {
    for (const [open, close] of [
      ['{"a":', '}'],
      ['[', ']'],
    ] as const) {
      const reader = new NdjsonReader()
      reader.push(`{"b":1,"a":${open.repeat(depth)}1${close.repeat(depth)}}\n{"b":2}\n`)
      expect(reader.next()).toBe(result)
      expect(reader.next()).toBe('row')
      expect(reader.row).toEqual({ b: 2 })
    }
  })

  it('reads wide ones', () => {
    const [first] = read(`{"a":[${'{},'.repeat(200_000)}1]}\n`)
    expect(first).toHaveProperty('cells')
  })
})
