import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { hotMark, type SearchText, UNMARKED } from './condition-queries.ts'

const MARK = sql`/* prepared: a_mark */`

/** A text of so many words; the body of each: null for a common one. */
function textOf(count: number, body: string | null = "'word'"): SearchText {
  const required = Array.from({ length: count }, () => ({ search: "('word')", body }))
  const texts = { folded: '', title: '', rank: '', words: [], conditions: [] }
  return { kind: 'words', words: { ...texts, required } }
}

describe('hotMark', () => {
  it('stands before what has no words, or few', () => {
    expect(hotMark(MARK, { kind: 'all' })).toBe(MARK)
    expect(hotMark(MARK, { kind: 'signs', folded: '?' })).toBe(MARK)
    for (const count of [1, 2, 3]) expect(hotMark(MARK, textOf(count))).toBe(MARK)
  })

  it('stands before nothing whose text a caller can vary at will', () => {
    for (const count of [4, 32]) expect(hotMark(MARK, textOf(count))).toBe(UNMARKED)
    expect(hotMark(MARK, textOf(1, null))).toBe(UNMARKED)
  })
})
