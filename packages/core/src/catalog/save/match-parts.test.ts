import { describe, expect, it } from 'vitest'
import { matchParts } from './match-parts.ts'

interface Part {
  readonly id?: number
  readonly name: string
}

const rows = [
  { id: 1, name: 'Black' },
  { id: 2, name: 'White' },
  { id: 3, name: 'Black' },
]

function match(parts: readonly Part[], made: readonly number[] = []) {
  const matched = matchParts(parts, rows, {
    isSame: (part, row) => part.name === row.name,
    mayMake: (id) => made.includes(id),
  })
  return 'refused' in matched ? matched : matched.map(({ id, isNew }) => [id, isNew])
}

describe('parts of a document', () => {
  it('are known by their names, each row once, the first one first', () => {
    expect(match([{ name: 'Black' }, { name: 'Black' }, { name: 'Black' }])).toEqual([
      [1, false],
      [3, false],
      [null, true],
    ])
  })

  it('are known by their ids before anybody is by name', () => {
    expect(match([{ name: 'Black' }, { id: 1, name: 'Red' }])).toEqual([
      [3, false],
      [1, false],
    ])
  })

  it('are made with an id that may be made', () => {
    expect(match([{ id: 9, name: 'White' }, { name: 'White' }], [9])).toEqual([
      [9, true],
      [2, false],
    ])
  })

  it('are refused with an id that is not theirs, or is there twice', () => {
    expect(match([{ name: 'Black' }, { id: 9, name: 'Black' }])).toEqual({ refused: 1 })
    expect(
      match([
        { id: 1, name: 'a' },
        { id: 1, name: 'b' },
      ]),
    ).toEqual({ refused: 1 })
  })

  it('can be none', () => {
    expect(match([])).toEqual([])
  })
})
