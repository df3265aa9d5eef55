import { describe, expect, it } from 'vitest'
import { type StoreDocumentInput, storeDocumentSchema } from '../store-document.ts'
import type { PlannedStyle } from './plan-styles.ts'
import * as toRows from './to-rows.ts'

function plan(document: Partial<StoreDocumentInput>, over: Partial<toRows.Plan> = {}): toRows.Plan {
  return {
    ...{ place: 0, id: 7, isNew: true, hash: 'h', slug: 'x', baseId: null, formerBaseId: null },
    document: storeDocumentSchema.parse({ kind: 'game', name: 'X', ...document }),
    styles: [],
    ...over,
  }
}

describe('the row of a product', () => {
  it('has the first of the prices, and dollars without any', () => {
    const prices = [
      { currency: 'EUR', amount: 5, saleAmount: 4 },
      { currency: 'USD', amount: 6 },
    ]
    expect(toRows.productRow(plan({ prices }))).toMatchObject({
      ...{ currency: 'EUR', price: 5, sale_price: 4 },
    })
    expect(toRows.productRow(plan({}))).toMatchObject({
      ...{ currency: 'USD', price: null, sale_price: null },
    })
    expect(toRows.priceRows(plan({ prices })).map(({ currency }) => currency)).toEqual([
      'EUR',
      'USD',
    ])
  })

  it.each<[string, readonly (string | null)[], string | null, string | null]>([
    ['none', [], null, null],
    ['only one to be announced', [null], null, 'tba'],
    ['one of several', ['2001', '1998-11-08', '1999-Q1'], '1998-11-08', 'day'],
    ['a known one before one to be announced', [null, '2030'], '2030-01-01', 'year'],
    [
      'the best known of those that begin together',
      ['1998', '1998-Q1', '1998-01-01', '1998-01'],
      '1998-01-01',
      'day',
    ],
  ])('is released with %s', (_, dates, releasedOn, precision) => {
    const releases = dates.map((date) => ({ platform: 'NES', date }))
    expect(toRows.productRow(plan({ game: { releases } }))).toMatchObject({
      ...{ released_on: releasedOn, release_precision: precision },
    })
  })
})

describe('rows of parts', () => {
  it('carry the product and keep their order', () => {
    const media = ['a', 'b'].map((name) => {
      return { kind: 'image' as const, url: `https://x.test/${name}` }
    })
    expect(toRows.mediaRows(plan({ media }))).toEqual([
      ...[0, 1].map((position) => ({
        ...{
          product_id: 7,
          kind: 'image',
          url: media[position]?.url,
          thumbnail_url: null,
          position,
        },
      })),
    ])
    const features = [{ name: 'B' }, { name: 'A', value: '1' }]
    expect(toRows.featureRows(plan({ features }))).toEqual([
      { product_id: 7, name: 'B', value: null },
      { product_id: 7, name: 'A', value: '1' },
    ])
  })

  it('of companies bring a slug along', () => {
    const companies = [
      { name: 'Square Enix', role: 'developer' as const },
      { name: '1047', role: 'publisher' as const },
    ]
    const rows = toRows.companyRows(plan({ game: { companies } }))
    expect(rows.map(({ slug, position }) => [slug, position])).toEqual([
      ['square-enix', 0],
      ['company-1047', 1],
    ])
  })

  it('of releases say the days', () => {
    const releases = [{ platform: 'NES', region: 'JP', date: '1987-09' }, { platform: 'PC' }]
    expect(toRows.releaseRows(plan({ game: { releases } }))).toMatchObject([
      { position: 0, precision: 'month', earliest: '1987-09-01', latest: '1987-09-30' },
      { position: 1, precision: 'tba', earliest: null, latest: null },
    ])
  })

  it('of what only games have are none for merchandise', () => {
    expect(toRows.detailRows(plan({ kind: 'merch' }))).toEqual([])
    expect(toRows.detailRows(plan({ kind: 'dlc' }))).toHaveLength(1)
  })
})

describe('where a document came from', () => {
  it('is its source, or else its id', () => {
    const source = { source: 'steam', key: '70' }
    expect(toRows.sourceRow(plan({ source }))).toEqual({
      ...{ ...source, product_id: 7, content_hash: 'h' },
    })
    expect(toRows.sourceRow(plan({}))).toMatchObject({ source: 'id', key: '7' })
  })
})

describe('rows of styles', () => {
  const document = storeDocumentSchema.parse({
    ...{ kind: 'merch', name: 'X', prices: [{ currency: 'EUR', amount: 1 }] },
    styles: [
      {
        ...{ name: 'Black', price: { amount: 9, saleAmount: 8 }, isDefault: true },
        photos: [{ url: 'https://x.test/b' }],
        skus: [{ size: 'S', quantity: 3 }, { size: null }],
      },
    ],
  })
  const styles: readonly PlannedStyle[] = document.styles.map((style) => ({
    id: 21,
    style,
    skus: style.skus.map((sku, index) => ({ id: 31 + index, sku })),
  }))
  const planned = plan({}, { document, styles })

  it('have the ids that were planned, and the currency of the product', () => {
    expect(toRows.styleRows(planned)).toEqual([
      {
        ...{ id: 21, product_id: 7, name: 'Black', is_default: true, currency: 'EUR' },
        ...{ original_price: 9, sale_price: 8 },
      },
    ])
    expect(toRows.skuRows(planned)).toEqual([
      { id: 31, style_id: 21, size: 'S', quantity: 3 },
      { id: 32, style_id: 21, size: null, quantity: 0 },
    ])
    expect(toRows.photoRows(planned)).toEqual([
      { style_id: 21, url: 'https://x.test/b', thumbnail_url: null },
    ])
  })
})
