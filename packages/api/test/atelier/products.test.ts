import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectJson, expectText, openShop, PHOTO, type Shop, THUMBNAIL } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const product = (id: number, name: string, rest: object) => ({
  id,
  campus: 'hr-rfp',
  name,
  slogan: `Slogan ${id}`,
  description: `Description "${id}" \\ é`,
  category: 'Jackets',
  ...rest,
})
const DATES = { created_at: '2021-08-13T14:38:44.509Z', updated_at: '2021-09-01T00:00:00.000Z' }

const ONESIE = product(1, 'Camo Onesie', { default_price: '140.00', ...DATES })
const SUNGLASSES = product(2, 'Bright Future Sunglasses', { default_price: '69.00', ...DATES })
const WITCHER = { ...product(3, 'Witcher', { default_price: null, ...DATES }), category: '' }
const DEAR = product(5, 'Dear', { default_price: '500000000.05', ...DATES })

describe('GET /products', () => {
  it('lists products of every kind by id, without those that are hidden', async () => {
    await expectJson(await shop.get('/products'), [ONESIE, SUNGLASSES, WITCHER, DEAR])
  })

  it.each([
    ['page=1&count=2', [ONESIE, SUNGLASSES]],
    ['page=2&count=2', [WITCHER, DEAR]],
    ['page=4&count=1', [DEAR]],
    ['page=3&count=2', []],
    ['count=0', []],
  ])('pages by number: %s', async (query, products) => {
    await expectJson(await shop.get(`/products?${query}`), products)
  })
})

describe('GET /products/:id', () => {
  it('adds the features in their order', async () => {
    await expectJson(await shop.get('/products/1'), {
      ...ONESIE,
      features: [
        { feature: 'Fabric', value: 'Canvas' },
        { feature: 'Buttons', value: 'Brass' },
        { feature: 'UV Protection', value: null },
      ],
    })
  })

  it('has no features where there are none', async () => {
    await expectJson(await shop.get('/products/3'), { ...WITCHER, features: [] })
  })

  it.each(['4', '6', '0', '-1', 'undefined', '1.5', '99999999999', '%00', '01'])(
    'is 404 for %s',
    async (id) => expectText(await shop.get(`/products/${id}`), 404, 'Error: no such product'),
  )
})

const NO_PHOTOS = [{ thumbnail_url: null, url: null }]
const NO_SKUS = { null: { quantity: null, size: null } }

describe('GET /products/:id/styles', () => {
  it('gives styles with prices as text, photos, and stock by id', async () => {
    await expectJson(await shop.get('/products/1/styles'), {
      product_id: '1',
      results: [
        {
          style_id: 1,
          name: 'Style 1',
          original_price: '140.00',
          sale_price: null,
          'default?': true,
          photos: [
            { thumbnail_url: THUMBNAIL, url: PHOTO },
            { thumbnail_url: null, url: `${PHOTO}&n=2` },
          ],
          // Three of the eight are reserved.
          skus: { 9: { quantity: 5, size: 'XS' }, 10: { quantity: 17, size: 'M' } },
        },
        {
          style_id: 2,
          name: 'Style 2',
          original_price: '140.00',
          sale_price: '100.00',
          'default?': false,
          photos: [{ thumbnail_url: THUMBNAIL, url: PHOTO }],
          skus: { 11: { quantity: 0, size: null } },
        },
      ],
    })
  })

  it('says by a sentinel that there are no photos and no stock, and may have no default', async () => {
    await expectJson(await shop.get('/products/2/styles'), {
      product_id: '2',
      results: [
        {
          style_id: 3,
          name: 'Style 3',
          original_price: '0.05',
          sale_price: '0.00',
          'default?': false,
          photos: NO_PHOTOS,
          skus: NO_SKUS,
        },
      ],
    })
  })

  it.each([
    ['without styles', '3'],
    ['that is hidden', '4'],
    ['that is not there', '4000'],
    ['with an id that is none', 'undefined'],
    ['with a quote for an id', '"'],
  ])('is an empty list for a product %s', async (_, id) => {
    const response = await shop.get(`/products/${id}/styles`)
    await expectJson(response, { product_id: id, results: [] })
  })
})

describe('GET /products/:id/related', () => {
  it('gives ids in their order, duplicates kept, without what is hidden', async () => {
    await expectJson(await shop.get('/products/1/related'), [2, 3, 2, 5])
  })

  it.each(['2', '4', '4000', '0', 'undefined', 'NaN', 'null', '1e9'])(
    'is an empty list for %s',
    async (id) => expectJson(await shop.get(`/products/${id}/related`), []),
  )
})

describe('GET /products, far down', () => {
  const PRODUCTS = 4_500
  const inserted = Array.from({ length: PRODUCTS }, (_, index) => 1_000 + index * 3)
  const ids = async (query: string) => {
    const products: { id: number }[] = JSON.parse(
      await (await shop.get(`/products?${query}`)).text(),
    )
    return products.map(({ id }) => id)
  }

  beforeAll(async () => {
    const values = inserted.map((id) => ({
      id,
      kind: 'merch' as const,
      slug: `many-${id}`,
      name: 'x',
    }))
    while (values.length > 0) {
      await shop.infra.db.insertInto('product').values(values.splice(0, 1_500)).execute()
    }
  })

  it('counts to the same products as a count from the first one does', async () => {
    const all = [1, 2, 3, 5, ...inserted]
    for (const count of [7, 400, 1_000]) {
      for (const page of [1, 2, 3, 5, 11, 142, 643, 644]) {
        const start = (page - 1) * count
        expect(await ids(`page=${page}&count=${count}`)).toEqual(all.slice(start, start + count))
      }
    }
  })

  it('sees at once what comes behind the last one', async () => {
    const last = { id: 50_000, kind: 'merch' as const, slug: 'last', name: 'x' }
    await shop.infra.db.insertInto('product').values(last).execute()
    expect(await ids(`page=${PRODUCTS + 5}&count=1`)).toEqual([50_000])
    expect(await ids(`page=${PRODUCTS + 6}&count=1`)).toEqual([])
    expect(await ids('page=1000000000&count=1000')).toEqual([])
  })
})
