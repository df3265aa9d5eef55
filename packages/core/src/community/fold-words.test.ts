import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWords, unmaskWords } from './fold-words.ts'

describe('foldWords', () => {
  it.each([
    ['Hello, World!', 'hello world'],
    ['  CÁSINO\t\n', 'casino'],
    ['ca\u200bsi\u00adno', 'casino'],
    ['ca\u3164si\u115fno', 'casino'],
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

describe('unmaskWords', () => {
  it.each([
    ['Cyrillic among Latin', 'саѕinо', 'casino'],
    ['Cyrillic alone', 'сосо', 'coco'],
    ['Greek', 'cαsinο', 'casino'],
    ['Cyrillic that is i, and that is l', 'fіӏl', 'fill'],
    ['Armenian', 'cոco', 'cnco'],
    ['digits', 'c4s1n0', 'casino'],
    ['one as l', 's1ut', 'slut'],
    ['signs', 'C@$ino', 'casino'],
    ['a dotless i', 'casıno', 'casino'],
    ['next to others', 'The c4sino, at 5', 'the casino at 5'],
  ])('reads a disguise as eyes do: %s', (_, text, expected) => {
    expect(unmaskWords(text)).toContain(expected)
  })

  it.each([
    ['plain words', 'Hello, Ill will: hell'],
    ['numbers', '101 of 8008, 455 in 2026'],
    ['other languages', 'Добрый день, друзья; κάθε λόγος; 日本語 아아'],
    ['signs alone', '@ $ $5 @@'],
    ['nothing', ''],
  ])('has nothing to say of %s', (_, text) => {
    expect(unmaskWords(text)).toEqual([])
  })

  it('leaves plain words as they are', () => {
    for (const words of unmaskWords('hell of a c4t')) expect(words).toBe('hell of a cat')
  })
})
