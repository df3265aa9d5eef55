import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWords } from './fold-words.ts'

describe('foldWords', () => {
  it.each([
    ['Hello, World!', 'hello world'],
    ['  CÁSINO\t\n', 'casino'],
    ['ca\u200bsi\u00adno', 'casino'],
    ['ｃａｓｉｎｏ', 'casino'],
    ['𝓬𝓪𝓼𝓲𝓷𝓸', 'casino'],
    ['c.a.s', 'c a s'],
    ['Ünïcödé-Wörds_2', 'unicode words 2'],
    ['Привет, МИР', 'привет мир'],
    ['日本語。', '日本語'],
    ['!?*', ''],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(foldWords(text)).toBe(expected)
  })

  it('is a list of words, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const folded = foldWords(text)
        expect(folded).not.toMatch(/^ | {2}| $/)
        expect(foldWords(folded)).toBe(folded)
      }),
      { numRuns: 500, seed: 20_261_121 },
    )
  })
})
