import { createPrng } from '@loadout/simulator'
import { describe, expect, it } from 'vitest'
import { misspelt, QUERY_KINDS, searchQuery, type Wares } from './search-queries.ts'

const wares: Wares = {
  products: [
    { id: 7, name: 'Ember Tide: Oath of Storms' },
    { id: 8, name: 'Ysúnar' },
  ],
  ...{ genres: ['RPG', 'Action'], platforms: ['Windows'], tags: ['Cozy', 'Space'] },
}
const some = (kind: (typeof QUERY_KINDS)[number]) =>
  Array.from({ length: 100 }, (_, index) =>
    searchQuery(createPrng(`${kind} ${index}`), kind, wares),
  )

describe('searchQuery', () => {
  it('looks for a name, its beginning, or something like it', () => {
    const names = wares.products.map(({ name }) => name)
    for (const { input, meant } of some('name')) {
      expect(names).toContain(input.query)
      expect([7, 8]).toContain(meant)
    }
    for (const { input } of some('begun')) {
      expect(names.some((name) => name.startsWith(String(input.query)))).toBe(true)
    }
    for (const { input } of some('misspelt')) expect(names).not.toContain(input.query)
  })

  it('filters in different ways, with a word or without', () => {
    const filtered = some('filtered').map(({ input }) => input)
    expect(new Set(filtered.flatMap(Object.keys))).toEqual(
      new Set(['query', 'genres', 'platforms', 'tags', 'maxPrice', 'minScore', 'onSale']),
    )
    for (const { input } of some('browse')) expect(input).not.toHaveProperty('query')
  })

  it.each(QUERY_KINDS)('is the same for the same numbers: %s', (kind) => {
    const one = () => searchQuery(createPrng('same'), kind, wares)
    expect(one()).toEqual(one())
  })
})

describe('misspelt', () => {
  it('is about one letter off, in the longest word only', () => {
    const written = new Set<string>()
    for (let seed = 0; seed < 100; seed += 1) {
      const text = misspelt(createPrng(String(seed)), ['the', 'harvest'])
      written.add(text)
      expect(text).toMatch(/^the h/)
      expect(Math.abs(text.length - 'the harvest'.length)).toBeLessThanOrEqual(1)
    }
    expect(written.size).toBeGreaterThan(10)
  })
})
