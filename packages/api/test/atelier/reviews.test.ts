import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectJson, expectText, openShop, PHOTO, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const review = (id: number, rest: object = {}) => ({
  review_id: id,
  rating: 4,
  summary: `Summary ${id}`,
  recommend: true,
  response: null,
  body: `Body ${id}`,
  date: `2019-01-${id}T00:00:00.000Z`,
  reviewer_name: 'funtime',
  helpfulness: id,
  photos: [],
  ...rest,
})

const REVIEWS = {
  21: review(21, { rating: 5, response: 'Thank you', helpfulness: 8 }),
  22: review(22, { summary: '', recommend: false, helpfulness: 0 }),
  23: review(23),
  24: review(24),
  25: review(25),
  26: review(26, {
    photos: [
      { id: 1, url: PHOTO },
      { id: 2, url: `${PHOTO}&n=2` },
    ],
  }),
}
type Id = keyof typeof REVIEWS

const page = (ids: readonly Id[], { page = 0, count = 5 } = {}) => ({
  product: '2',
  page,
  count,
  results: ids.map((id) => REVIEWS[id]),
})
const NOTHING = { product: '2000', page: 0, count: 5, results: [] }

describe('GET /reviews', () => {
  it('begins with the newest five that can be seen', async () => {
    await expectJson(await shop.get('/reviews?product_id=2'), page([26, 25, 24, 23, 22]))
  })

  it('names the number of reviews before the page, and not the page', async () => {
    const second = await shop.get('/reviews?product_id=2&page=2&count=4')
    await expectJson(second, page([22, 21], { page: 4, count: 4 }))
    const third = await shop.get('/reviews?product_id=2&page=3&count=4')
    await expectJson(third, page([], { page: 8, count: 4 }))
  })

  it.each([
    ['newest', [26, 25, 24, 23, 22, 21]],
    ['helpful', [26, 25, 24, 23, 21, 22]],
    ['relevant', [26, 25, 24, 23, 21, 22]],
    ['oldest', [26, 25, 24, 23, 22, 21]],
    ['', [26, 25, 24, 23, 22, 21]],
  ] as const)('sorts by %s', async (sort, ids) => {
    const response = await shop.get(`/reviews?sort=${sort}&product_id=2&count=20`)
    await expectJson(response, page(ids, { count: 20 }))
  })

  it('never gives away an e-mail address', async () => {
    const text = await (await shop.get('/reviews?product_id=2&count=100')).text()
    expect(text).not.toMatch(/@|mail/)
  })

  it('is an empty list for a product that is not there or hidden', async () => {
    await expectJson(await shop.get('/reviews?product_id=2000'), NOTHING)
    await expectJson(await shop.get('/reviews?product_id=4'), { ...NOTHING, product: '4' })
    await expectJson(await shop.get('/reviews?product_id=3'), { ...NOTHING, product: '3' })
  })
})

describe('GET /reviews/meta', () => {
  it('gives counts as text, those of nothing left out, and means with 16 decimals', async () => {
    await expectJson(await shop.get('/reviews/meta?product_id=2'), {
      product_id: '2',
      ratings: { 1: '39', 4: '34', 5: '232' },
      recommended: { false: '73', true: '232' },
      characteristics: {
        Fit: { id: 5, value: '3.4739336492890995' },
        Quality: { id: 6, value: '1.0000000000000000' },
        Comfort: { id: 7, value: null },
      },
    })
  })

  it('leaves out what nobody has said', async () => {
    await expectJson(await shop.get('/reviews/meta?product_id=1'), {
      product_id: '1',
      ratings: { 5: '1' },
      recommended: { true: '1' },
      characteristics: { Size: { id: 14, value: '4.0000000000000000' } },
    })
  })

  it.each(['3', '4', '2000'])('is empty for product %s, which has no reviews', async (id) => {
    await expectJson(await shop.get(`/reviews/meta?product_id=${id}`), {
      product_id: id,
      ratings: {},
      recommended: {},
      characteristics: {},
    })
  })
})

describe.each(['/reviews', '/reviews/meta', '/qa/questions'])('%s', (path) => {
  it.each([
    '',
    'product_id=',
    'product_id=0',
    'product_id=-1',
    'product_id=NaN',
    'product_id=undefined',
    'product_id=null',
    'product_id=1.5',
    'product_id=2147483648',
    'product_id=99999999999999999999',
    'product_id=%00',
    'product_id=2%27',
    'product_id=%E0%A4%A',
    'productId=2',
  ])('refuses "%s"', async (query) => {
    await expectText(await shop.get(`${path}?${query}`), 422, 'Error: invalid product_id provided')
  })
})
