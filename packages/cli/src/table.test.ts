import { describe, expect, it } from 'vitest'
import { type Column, table } from './table.ts'

interface Row {
  readonly name: string
  readonly games: number
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'name', value: ({ name }) => name },
  { title: 'games', value: ({ games }) => String(games), align: 'right' },
]

describe('table', () => {
  it('aligns columns under their titles', () => {
    const rows = [
      { name: 'Jett', games: 5 },
      { name: 'Brimstone', games: 1234 },
    ]
    expect(table(rows, COLUMNS)).toBe(
      ['NAME       GAMES', 'Jett           5', 'Brimstone   1234'].join('\n'),
    )
  })

  it('is only a heading without rows', () => {
    expect(table([], COLUMNS)).toBe('NAME  GAMES')
  })

  it('keeps one row one line and leaves no blanks at its end', () => {
    const column: Column<string> = { title: 'message', value: (text) => text }
    expect(table(['two\nlines', 'x'], [column])).toBe('MESSAGE\ntwo lines\nx')
  })

  it('shows nothing that a terminal would act on', () => {
    const column: Column<string> = { title: 'id', value: (text) => text }
    expect(table(['\u001b[31mred\u0007'], [column])).toBe('ID\n?[31mred?')
  })
})
