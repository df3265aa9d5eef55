import { describe, expect, it } from 'vitest'
import { alias, optional } from './column.ts'
import { positionsOf } from './header.ts'
import * as kinds from './kinds.ts'

const COLUMNS = {
  id: kinds.id(),
  style_id: kinds.parentId(),
  default_style: alias(kinds.flag(), 'default', 'default?'),
  response: optional(kinds.textOrNull(10)),
}

const WHOLE = { mayOmit: false }

describe('positionsOf', () => {
  it.each([
    ['as they are called', ['id', 'style_id', 'default_style', 'response'], [0, 1, 2, 3]],
    ['in another order', ['response', 'default_style', 'style_id', 'id'], [3, 2, 1, 0]],
    ['in camel case', ['id', 'styleId', 'defaultStyle', 'response'], [0, 1, 2, 3]],
    ['with spaces', ['id', ' styleId', 'Default Style ', 'Response'], [0, 1, 2, 3]],
    ['under another name', ['ID', 'STYLE-ID', 'default?', 'response'], [0, 1, 2, 3]],
    ['among others', ['x', 'id', 'y', 'style_id', 'default', 'z'], [1, 3, 4, -1]],
    ['twice, where the first one counts', ['id', 'id', 'style_id', 'default'], [0, 2, 3, -1]],
  ])('finds columns %s', (_, header, positions) => {
    expect(positionsOf(COLUMNS, header, WHOLE)).toEqual(positions)
  })

  it('finds nothing where a column is missing that must be there', () => {
    expect(positionsOf(COLUMNS, ['id', 'style_id', 'response'], WHOLE)).toBeNull()
    expect(positionsOf(COLUMNS, [], WHOLE)).toBeNull()
  })

  it('lets a row leave out what may be nothing, and only that', () => {
    const columns = { ...COLUMNS, size: kinds.lineOrNull(10), count: kinds.whole(0, 9) }
    const short = { mayOmit: true }
    const names = ['id', 'style_id', 'default', 'count']
    expect(positionsOf(columns, names, short)).toEqual([0, 1, 2, -1, -1, 3])
    expect(positionsOf(columns, names, WHOLE)).toBeNull()
    expect(positionsOf(columns, names.slice(0, 3), short)).toBeNull()
    expect(positionsOf(columns, names.slice(1), short)).toBeNull()
  })
})
