import { describe, expect, it } from 'vitest'
import type { Filters } from '../filter-queries.ts'
import { buildBlock } from './facet-block.ts'
import { FacetDictionary, RANGE_BITS, VALUE_BITS } from './facet-dictionary.ts'
import { valuesOf, wantedOf } from './wanted.ts'

const wantedBy = (filters: Partial<Filters>, dictionary = new FacetDictionary()) =>
  wantedOf({ currency: 'USD', ...filters }, dictionary)

describe('wantedOf', () => {
  it('wants nothing without filters', () => {
    expect(wantedBy({})).toMatchObject({ bits: 0, ranges: [], currency: 'USD' })
  })

  it('marks the values that are asked for with the bits of their facets', () => {
    const dictionary = new FacetDictionary()
    const [genre, tag, company] = [
      dictionary.numberOf('genres', 'RPG'),
      dictionary.numberOf('tags', 'RPG'),
      dictionary.numberOf('companies', '7', 'Valve'),
    ]
    const { bits, selected } = wantedBy({ genres: ['RPG'], companyIds: [7] }, dictionary)
    expect(bits).toBe(VALUE_BITS.genres | VALUE_BITS.companies)
    expect([genre, tag, company].map((number) => selected[number])).toEqual([
      ...[VALUE_BITS.genres, 0],
      VALUE_BITS.companies,
    ])
  })

  it('wants a value that no product has all the same, so that none passes', () => {
    expect(wantedBy({ tags: ['unheard of'] }).bits).toBe(VALUE_BITS.tags)
  })

  it('makes one test of both ends of a range', () => {
    const bitsOf = (filters: Partial<Filters>) => wantedBy(filters).ranges.map(({ bit }) => bit)
    expect(bitsOf({ minPrice: 1, maxPrice: 2 })).toEqual([RANGE_BITS.price])
    expect(bitsOf({ releasedFrom: '2020-01-01' })).toEqual([RANGE_BITS.released])
    expect(bitsOf({ releasedTo: '2020-01-01', minScore: 4, onSale: true })).toEqual([
      ...[RANGE_BITS.onSale, RANGE_BITS.released],
      RANGE_BITS.score,
    ])
  })

  it('lets the ends of a range pass, and nothing that is not known', () => {
    const product = {
      ...{ kind: 'game', category: '', genres: [], platforms: [], tags: [], companies: [] },
    }
    const known = { released: 18_262, score: 4.1, prices: [['USD', 999, null]] as const }
    const block = buildBlock(
      [
        { ...product, ...known, id: 1 },
        { ...product, id: 2, released: null, score: null, prices: [] },
      ],
      { hash: '', dictionary: new FacetDictionary() },
    )
    const passes = (filters: Partial<Filters>) =>
      [0, 1].map((row) => wantedBy(filters).ranges.every((range) => range.passes(block, row)))
    for (const filters of [
      { minPrice: 999, maxPrice: 999 },
      { releasedFrom: '2020-01-01', releasedTo: '2020-01-01' },
      { minScore: 4.1 },
      { maxPrice: 1_000 },
    ]) {
      expect(passes(filters)).toEqual([true, false])
    }
    for (const filters of [
      { minPrice: 1_000 },
      { releasedTo: '2019-12-31' },
      { minScore: 4.2 },
      { onSale: true as const },
      { minPrice: 0, currency: 'EUR' },
    ]) {
      expect(passes(filters)).toEqual([false, false])
    }
  })
})

describe('valuesOf', () => {
  it('reads ids of companies as the dictionary writes them', () => {
    expect(valuesOf({ currency: 'USD', companyIds: [7, 8] }, 'companies')).toEqual(['7', '8'])
    expect(valuesOf({ currency: 'USD', tags: ['a'] }, 'tags')).toEqual(['a'])
    expect(valuesOf({ currency: 'USD' }, 'kinds')).toBeUndefined()
  })
})
