import { describe, expect, it } from 'vitest'
import type { FoldedWord } from './word-queries.ts'
import { begunQuery, canBeBegun, searchWords } from './words.ts'

/** As PostgreSQL folds it, with a stem of its own or none. */
const folded = (word: string, stem: string | null = word): FoldedWord => ({
  word,
  plain: `'${word}'`,
  prefix: `'${word}':*`,
  stem: stem === null ? null : `'${stem}'`,
})

describe('searchWords', () => {
  it('asks for every word or its stem, and for what the last one begins', () => {
    const words = searchWords([folded('walking', 'walk'), folded('dead')])
    expect(words?.title).toBe("('walking' | 'walk') & ('dead':* | 'dead')")
    expect(words?.required).toEqual([
      { search: "('walking' | 'walk')", body: "'walk'" },
      { search: "('dead':* | 'dead')", body: "'dead'" },
    ])
    expect(words?.folded).toBe('walking dead')
  })

  it('needs no common word, but ranks by it', () => {
    const words = searchWords([folded('the', null), folded('witcher')])
    expect(words?.title).toBe("('witcher':* | 'witcher')")
    expect(words?.rank).toBe("('the') | ('witcher':* | 'witcher')")
    expect(words?.words).toEqual(['the', 'witcher'])
  })

  it('needs common words when there are no others, in no description', () => {
    const words = searchWords([folded('of', null), folded('the', null)])
    expect(words?.title).toBe("('of') & ('the':*)")
    expect(words?.required.map(({ body }) => body)).toEqual([null, null])
  })

  it('takes a repeated word once, and keeps the text as it was', () => {
    const words = searchWords([folded('sim'), folded('sim'), folded('city')])
    expect(words?.words).toEqual(['sim', 'city'])
    expect(words?.folded).toBe('sim sim city')
  })

  it('leaves out what the parser sees no word in', () => {
    const nothing = { word: '²', plain: '', prefix: '', stem: null }
    expect(searchWords([nothing])).toBeNull()
    expect(searchWords([nothing, folded('portal')])?.words).toEqual(['portal'])
    expect(searchWords([])).toBeNull()
  })

  it('takes at most 32 words', () => {
    const many = Array.from({ length: 100 }, (_, index) => folded(`word${index}`))
    expect(searchWords(many)?.required).toHaveLength(32)
  })

  it('does not look for all that one or two letters begin', () => {
    expect(searchWords([folded('vi')])?.title).toBe("('vi')")
    expect(canBeBegun('vi')).toBe(false)
    expect(canBeBegun('vii')).toBe(true)
    // One character may be a word in other scripts.
    expect(canBeBegun('東')).toBe(true)
  })
})

describe('begunQuery', () => {
  it('asks for words of one weight, the last one begun', () => {
    expect(begunQuery([folded('half'), folded('lif')], 'A')).toBe("'half':A & 'lif':*A")
    expect(begunQuery([folded('half'), folded('l')], 'A')).toBe("'half':A & 'l':A")
  })

  it('gives every lexeme of a word its weight', () => {
    const odd = { word: 'a1', plain: "'a' <-> 'it''s'", prefix: "'a':* <-> 'it''s':*", stem: null }
    expect(begunQuery([odd], 'B')).toBe("'a':B <-> 'it''s':B")
    expect(begunQuery([{ ...odd, word: 'a1b' }], 'B')).toBe("'a':*B <-> 'it''s':*B")
  })
})
