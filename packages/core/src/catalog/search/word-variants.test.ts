import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from './edit-distance.ts'
import { wordVariants } from './word-variants.ts'

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

describe('wordVariants', () => {
  it('holds every word that one wrong letter makes', () => {
    const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 3, maxLength: 10 })
    fc.assert(
      fc.property(word, fc.nat(9), fc.constantFrom(...LETTERS), (meant, at, letter) => {
        const place = at % meant.length
        const [before, here, after] = [meant.slice(0, place), meant[place], meant.slice(place + 1)]
        const wrong = [
          before + after,
          before + letter + after,
          before + letter + here + after,
          before + after.slice(0, 1) + here + after.slice(1),
        ].filter((one) => one !== meant)
        for (const one of wrong) expect(wordVariants(one)).toContain(meant)
      }),
      { seed: 21, numRuns: 100 },
    )
  })

  it('holds nothing else, each word once, and not the word itself', () => {
    const variants = wordVariants('potral')
    expect(new Set(variants).size).toBe(variants.length)
    expect(variants).not.toContain('potral')
    expect(variants.filter((one) => editDistance('potral', one, 2) !== 1)).toEqual([])
  })

  it('uses the letters of the script', () => {
    expect(wordVariants('ведмак')).toContain('ведьмак')
    expect(wordVariants('οδυσεια')).toContain('οδυσσεια')
    // Of other scripts letters are left out and swapped only.
    expect(wordVariants('東方紅')).toEqual(
      expect.arrayContaining(['方東紅', '東紅方', '方紅', '東紅', '東方']),
    )
    expect(wordVariants('東方紅')).toHaveLength(5)
  })

  it('has none of very long words', () => {
    expect(wordVariants('a'.repeat(21))).toEqual([])
  })

  it('keeps characters beyond the first plane whole', () => {
    for (const one of wordVariants('𝒜𝒷')) expect(one.isWellFormed()).toBe(true)
  })
})
