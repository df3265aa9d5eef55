import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SLUG, slugSchema } from './contract.ts'
import { slugify } from './slugify.ts'

/** Names of characters that are trouble somewhere. */
const names = fc.string({
  unit: fc.constantFrom(
    ..."aZz019-. _/'’éßİªⅧ½²ダ゛ガभाж",
    '\u0301',
    '\u0000',
    '\ud800',
    '\udc00',
    '𐐀',
    '𝟙',
    '🎮',
  ),
  maxLength: 100,
})

describe('the slug of a name', () => {
  it.each([
    ['Half-Life 2', 'half-life-2'],
    ['Pokémon: Rot & Blau', 'pokemon-rot-blau'],
    ["Sid Meier's Civilization® VI", 'sid-meiers-civilization-vi'],
    ['  --DOOM--  ', 'doom'],
    ['ÆON Straße', 'æon-straße'],
    ['İstanbul', 'istanbul'],
    ['ダークソウル', 'ダークソウル'],
    ['Ведьмак 3', 'ведьмак-3'],
    ['½ Prince', '1-2-prince'],
    ['v1.2.3', 'v1-2-3'],
  ])('of %j is %j', (name, slug) => {
    expect(slugify(name, 'game')).toBe(slug)
  })

  it.each([
    ['1942', 'game-1942'],
    ['720°', 'game-720'],
    ['２０４８', 'game-2048'],
    ['!!!', 'game'],
    ['', 'game'],
  ])('of %j, which could be an id or nothing, is %j', (name, slug) => {
    expect(slugify(name, 'game')).toBe(slug)
  })

  it('of a long name ends with a whole word', () => {
    const slug = slugify('word '.repeat(40), 'game')
    expect(slug).toMatch(/^(word-)+word$/)
    expect(slug.length).toBeLessThanOrEqual(80)
    expect(slugify('x'.repeat(300), 'game')).toBe('x'.repeat(80))
    expect(slugify(`a${'𐐨'.repeat(100)}`, 'game').isWellFormed()).toBe(true)
  })

  it('is always one that a document may have, and never reads as an id', () => {
    fc.assert(
      fc.property(names, (name) => {
        const slug = slugify(name, 'game')
        expect(slugSchema.safeParse(slug).success).toBe(true)
        expect(slug).not.toContain('.')
      }),
      { numRuns: 500, seed: 20_261_128 },
    )
  })

  it('made of itself is itself', () => {
    fc.assert(
      fc.property(names, (name) => {
        const slug = slugify(name, 'game')
        expect(slugify(slug, 'game')).toBe(slug)
      }),
      { numRuns: 300, seed: 20_261_129 },
    )
  })
})

describe('a slug', () => {
  it.each(['a', 'half-life', 'camo-onesie.1', 'ダーク-2', '3d', '2-fast'])('can be %s', (slug) => {
    expect(SLUG.test(slug)).toBe(true)
  })

  it.each([
    '',
    '1942',
    'A',
    'a b',
    '-a',
    'a-',
    'a--b',
    'a.b',
    'a/b',
    'a\u0000',
    '\ud800',
    '.1',
    'é',
  ])('cannot be %j', (slug) => {
    // é in two characters, as some keyboards send it.
    expect(SLUG.test(slug === 'é' ? slug.normalize('NFD') : slug)).toBe(false)
  })
})
