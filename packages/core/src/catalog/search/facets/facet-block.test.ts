import { describe, expect, it } from 'vitest'
import { buildBlock } from './facet-block.ts'
import { FacetDictionary } from './facet-dictionary.ts'
import type { FacetRow } from './facet-queries.ts'

const product = (values: Partial<FacetRow>): FacetRow => ({
  id: 1,
  kind: 'game',
  category: '',
  genres: [],
  platforms: [],
  tags: [],
  companies: [],
  prices: [],
  released: null,
  score: null,
  ...values,
})

describe('buildBlock', () => {
  it('finds products by the last bits of their ids', () => {
    const products = [product({ id: 2_048 }), product({ id: 2_050 }), product({ id: 3_071 })]
    const block = buildBlock(products, { hash: 'h', dictionary: new FacetDictionary() })
    expect([0, 1, 2, 1_023].map((bits) => block.rows[bits])).toEqual([0, -1, 1, 2])
    expect(block.size).toBe(3)
    expect(block.hash).toBe('h')
  })

  it('holds the values of each product once, as numbers of the dictionary', () => {
    const dictionary = new FacetDictionary()
    const block = buildBlock(
      [
        product({ genres: ['RPG', 'RPG'], category: 'Big', tags: ['RPG'] }),
        product({ id: 2, genres: ['RPG'] }),
      ],
      { hash: '', dictionary },
    )
    const valuesOf = (row: number) =>
      [...block.values.slice(block.starts[row], block.starts[row + 1])].map(
        (number) => dictionary.valueOf(number).value,
      )
    expect(valuesOf(0)).toEqual(['game', 'Big', 'RPG', 'RPG'])
    expect(valuesOf(1)).toEqual(['game', 'RPG'])
    expect(dictionary.size).toBe(4)
  })

  it('keeps prices by currency, with what they are now', () => {
    const block = buildBlock(
      [
        product({
          prices: [
            ['USD', 2_000, 900],
            ['JPY', 3_000, null],
          ],
        }),
        product({ id: 2, prices: [['USD', 0, null]] }),
        product({ id: 3 }),
      ],
      { hash: '', dictionary: new FacetDictionary() },
    )
    const dollars = block.prices.get('USD')
    expect([...(dollars?.now ?? [])]).toEqual([900, 0, Number.NaN])
    expect([...(dollars?.onSale ?? [])]).toEqual([1, 0, 0])
    expect([...(dollars?.ranges ?? [])]).toEqual([2, 0, -1])
    expect([...(block.prices.get('JPY')?.now ?? [])]).toEqual([3_000, Number.NaN, Number.NaN])
  })

  it('keeps days with their years, and scores as exact as a real', () => {
    const block = buildBlock(
      [
        product({ released: 0, score: 4.1 }),
        product({ id: 2, released: -1 }),
        product({ id: 3, released: 99_999_999 }),
        product({ id: 4 }),
      ],
      { hash: '', dictionary: new FacetDictionary() },
    )
    expect([...block.years]).toEqual([1970, 1969, 0, 0])
    expect(block.scores[0]).toBe(Math.fround(4.1))
    expect([...block.steps]).toEqual([1, -1, -1, -1])
  })
})

describe('FacetDictionary', () => {
  it('tells equal words of two facets apart, and knows what it has given out', () => {
    const dictionary = new FacetDictionary()
    const genre = dictionary.numberOf('genres', 'Indie')
    const tag = dictionary.numberOf('tags', 'Indie')
    expect(genre).not.toBe(tag)
    expect(dictionary.numberOf('genres', 'Indie')).toBe(genre)
    expect(dictionary.find('tags', 'Indie')).toBe(tag)
    expect(dictionary.find('tags', 'RPG')).toBeUndefined()
    expect(dictionary.numbersOf('genres')).toEqual([genre])
    expect([...dictionary.facetBits()]).toEqual([4, 16])
  })

  it('keeps the name of a company beside its id', () => {
    const dictionary = new FacetDictionary()
    const number = dictionary.numberOf('companies', '7', 'Valve')
    expect(dictionary.valueOf(number)).toEqual({ value: '7', label: 'Valve' })
  })
})
