import { describe, expect, it } from 'vitest'
import { Cells } from '../read/cells.ts'
import { optional } from './column.ts'
import * as kinds from './kinds.ts'
import { RowParser } from './row-parser.ts'

const COLUMNS = {
  id: kinds.id(),
  rating: kinds.whole(1, 5),
  note: optional(kinds.textOrNull(5)),
}

function parser(...positions: readonly number[]) {
  const rows = new RowParser(COLUMNS, positions)
  const cells = new Cells()
  return {
    rows,
    parse(...values: readonly string[]) {
      cells.assign(values)
      return rows.parse(cells)
    },
  }
}

describe('RowParser', () => {
  it('makes a row of the cells at their places', () => {
    const { parse } = parser(2, 0, 1)
    expect(parse('4', 'hi', '7')).toEqual({ id: 7, rating: 4, note: 'hi' })
    expect(parse('5', 'null', '"8"')).toEqual({ id: 8, rating: 5, note: null })
  })

  it('reads nothing from a column that is not there', () => {
    expect(parser(0, 1, -1).parse('1', '2')).toEqual({ id: 1, rating: 2, note: null })
  })

  it('says which column has no such value, and what it should have', () => {
    const { parse, rows } = parser(0, 1, 2)
    expect(parse('1', '6', '')).toBeNull()
    expect(rows.problem).toEqual({ column: 'rating', detail: 'a whole number from 1 to 5' })
    expect(parse('x', '5', '')).toBeNull()
    expect(rows.problem.column).toBe('id')
    expect(parse('1', '5', 'toolong')).toBeNull()
    expect(rows.problem).toEqual({
      column: 'note',
      detail: 'a text of up to 5 characters, or nothing',
    })
  })
})
