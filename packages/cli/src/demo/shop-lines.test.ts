import { describe, expect, it } from 'vitest'
import { shopLines } from './shop-lines.ts'

describe('shopLines', () => {
  it('says where the page of a product is, in addresses that can be opened as they are', () => {
    const shown = { id: 7, slug: 'ember-tide', name: 'Ember Tide', reviews: 8, questions: 1 }
    const merchandise = { ...shown, id: 100_000_041, name: 'Ember Tide Mug' }
    const lines = shopLines('http://127.0.0.1:3000', {
      ...{ products: 50, added: 0, game: shown, merchandise },
    }).split('\n')
    expect(lines[0]).toBe(
      'A shop with 50 products. The page of Ember Tide, with 8 reviews and 1 question:',
    )
    const [, address = ''] = /^ {2}(\S+)$/.exec(lines[1] ?? '') ?? []
    const { pathname, searchParams } = new URL(address)
    expect(pathname).toBe('/trpc/catalog.productPage')
    expect(JSON.parse(searchParams.get('input') ?? '')).toEqual({ idOrSlug: 'ember-tide' })
    expect(lines[3]).toBe('  http://127.0.0.1:3000/atelier/products/100000041')
  })
})
