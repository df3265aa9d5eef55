import { type StoreDocument, storeDocumentSchema } from '@loadout/core/catalog'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { merchDocument } from './merch-document.ts'
import { CHARACTERISTICS, MERCHANDISE } from './words.ts'

const items: readonly StoreDocument[] = Array.from({ length: 120 }, (_, index) =>
  storeDocumentSchema.parse(
    merchDocument(createPrng(String(index)), { key: `merch-${index}`, game: 'Ember Tide' }),
  ),
)
const whatIs = ({ name }: StoreDocument) =>
  MERCHANDISE.find(({ what }) => name === `Ember Tide ${what}`)

describe('merchandise', () => {
  it('is of every kind, each under the name of its game', () => {
    expect(new Set(items.map(whatIs))).toEqual(new Set(MERCHANDISE))
    for (const { tags } of items) expect(tags).toContain('Ember Tide')
  })

  it('comes in colours, each once, and in the sizes of its kind', () => {
    for (const item of items) {
      const colours = item.styles.map(({ name }) => name)
      expect(new Set(colours).size).toBe(colours.length)
      for (const { skus } of item.styles) {
        expect(skus.map(({ size }) => size)).toEqual([...(whatIs(item)?.sizes ?? [])])
      }
    }
  })

  it('costs in every style what its kind costs, or less', () => {
    for (const item of items) {
      for (const { price } of item.styles) {
        expect(price.amount).toBe(whatIs(item)?.price)
        if (price.saleAmount !== null) expect(price.saleAmount).toBeLessThan(price.amount)
      }
      expect(item.prices[0]?.currency).toBe('USD')
    }
  })

  it('is sold out here and there', () => {
    const quantities = items.flatMap(({ styles }) =>
      styles.flatMap(({ skus }) => skus.map(({ quantity }) => quantity)),
    )
    expect(quantities).toContain(0)
    expect(Math.max(...quantities)).toBeGreaterThan(40)
  })

  it('has what reviews can be asked about, in most categories', () => {
    const categories = new Set(items.map(({ category }) => category))
    const asked = [...categories].filter((category) => category in CHARACTERISTICS)
    expect(asked.length).toBeGreaterThanOrEqual(3)
    expect(Object.keys(CHARACTERISTICS).every((category) => categories.has(category))).toBe(true)
  })
})
