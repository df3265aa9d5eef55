import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedEdits, editDistance } from './edit-distance.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '山', '🎮'), maxLength: 8 })

describe('editDistance', () => {
  it.each([
    ['witcher', 'witcher', 0],
    ['witcer', 'witcher', 1],
    ['wittcher', 'witcher', 1],
    ['wotcher', 'witcher', 1],
    ['wicther', 'witcher', 1],
    ['potral', 'portal', 1],
    ['bisohock', 'bioshock', 1],
    ['wticehr', 'witcher', 2],
    ['', 'ab', 2],
    ['山桂', '桂山', 1],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance)
  })

  it('stops at the bound', () => {
    expect(editDistance('civilization', 'zzzzzzzzzzzz', 2)).toBe(3)
    expect(editDistance('a', 'abcdef', 2)).toBe(3)
    expect(editDistance('portal', 'mortal', 0)).toBe(1)
  })

  it('counts a character beyond the first plane as one', () => {
    expect(editDistance('🎮🎮', '🎮', 2)).toBe(1)
  })

  it('is the same both ways, and 0 of equal words only', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9))
        expect(editDistance(a, b, 9) === 0).toBe(a === b)
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  it('says the same with any bound, up to it', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(editDistance(a, b, 99), most + 1))
      }),
      { seed: 12, numRuns: 200 },
    )
  })
})

describe('allowedEdits', () => {
  it.each([
    ['iv', 0],
    ['2077', 0],
    ['٣٤٥', 0],
    ['teh', 1],
    ['portal', 1],
    ['witcher', 2],
    ['ведьмак', 2],
    ['🎮🎮', 0],
  ])('of %s are %i', (word, edits) => {
    expect(allowedEdits(word)).toBe(edits)
  })
})
