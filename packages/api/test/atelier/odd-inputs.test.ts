import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaks } from '../fixtures.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const bodyOf = async (path: string, headers = {}) => {
  const response = await shop.get(path, headers)
  expect([path, response.status]).toEqual([path, 200])
  return JSON.parse(await response.text())
}

const PAGED = [
  '/products',
  '/reviews?product_id=2',
  '/qa/questions?product_id=1',
  '/qa/questions/2/answers',
]

/** What a page was taken for, as the two lists say that echo it. */
describe.each([
  ['count=20000', { page: 0, count: 1_000 }],
  ['count=NaN', { page: 0, count: 5 }],
  ['count=', { page: 0, count: 5 }],
  ['count=five', { page: 0, count: 5 }],
  ['count=0', { page: 0, count: 0 }],
  ['count=-7', { page: 0, count: 0 }],
  ['count=2.9', { page: 0, count: 2 }],
  ['count=1e3', { page: 0, count: 1_000 }],
  ['count=Infinity', { page: 0, count: 1_000 }],
  ['count=99999999999999999999', { page: 0, count: 1_000 }],
  ['count=2&count=3', { page: 0, count: 2 }],
  ['page=0', { page: 0, count: 5 }],
  ['page=-1', { page: 0, count: 5 }],
  ['page=NaN', { page: 0, count: 5 }],
  ['page=undefined', { page: 0, count: 5 }],
  ['page=2.5', { page: 5, count: 5 }],
  ['page=1e9', { page: 4_999_999_995, count: 5 }],
  ['page=Infinity&count=Infinity', { page: 999_999_999_000, count: 1_000 }],
  ['PAGE=2', { page: 0, count: 5 }],
  ['page=%00&count=%FF', { page: 0, count: 5 }],
] as const)('%s', (query, { page, count }) => {
  it('is the nearest page that can be answered', async () => {
    const reviews = await bodyOf(`/reviews?product_id=2&${query}`)
    expect([reviews.page, reviews.count]).toEqual([page, count])
    expect(reviews.results).toHaveLength(page === 0 ? Math.min(count, 6) : Math.max(0, 6 - page))
    const answers = await bodyOf(`/qa/questions/2/answers?${query}`)
    expect([(answers.page - 1) * count, answers.count]).toEqual([page, count])
    const products = await bodyOf(`/products?${query}`)
    expect(products).toHaveLength(page === 0 ? Math.min(count, 4) : 0)
    const questions = await bodyOf(`/qa/questions?product_id=1&${query}`)
    expect(questions.results).toHaveLength(page === 0 ? Math.min(count, 3) : 0)
  })
})

describe('what real clients send', () => {
  const PATHS = [
    ...PAGED,
    '/products/1',
    '/products/1/styles',
    '/products/1/related',
    '/reviews/meta?product_id=2',
    '/cart',
  ]

  it.each(PATHS)('%s may end with a slash', async (path) => {
    const [before = '', query] = path.split('?')
    const slashed = `${before}/${query === undefined ? '' : `?${query}`}`
    expect(await bodyOf(slashed)).toEqual(await bodyOf(path))
  })

  it.each(PATHS)('%s takes no notice of parameters it does not know', async (path) => {
    const more = `${path}${path.includes('?') ? '&' : '?'}sort_by=x&__proto__=1&page[]=2&_=17`
    expect(await bodyOf(more)).toEqual(await bodyOf(path))
  })

  it.each(['ghp_0123456789', 'Bearer ldk_00000000_none', 'Basic !!', '', 'x'.repeat(8_000)])(
    'any Authorization header is as good as none: %.30s',
    async (authorization) => {
      for (const path of PATHS) {
        expect(await bodyOf(path, { authorization })).toEqual(await bodyOf(path))
      }
    },
  )

  it.each([
    '/',
    '/product',
    '/products//1',
    '/products/1/reviews',
    '/products/1/styles/2',
    '/reviews/1',
    '/reviews/1/meta',
    '/qa',
    '/qa/answers',
    '/qa/questions/1',
    '/__proto__',
    '/constructor',
    `/${'x'.repeat(5_000)}`,
    '/%',
  ])('is text, and nothing of ours, for %.40s', async (path) => {
    const response = await shop.get(path)
    const text = await response.text()
    expect(leaks(text)).toEqual([])
    expect([response.status, text]).toEqual([404, 'Error: not found'])
  })
})

describe('an answer that would be too large', () => {
  it('is a shorter page that says so', async () => {
    const body = 'é'.repeat(9_000)
    const rows = Array.from({ length: 80 }, (_, index) => ({
      ...{ product_id: 5, rating: 3, recommend: true, author_name: 'long', body },
      id: 1_000 + index,
    }))
    await shop.infra.db.insertInto('review').values(rows).execute()
    const first = await bodyOf('/reviews?product_id=5&count=20000')
    expect(first.results).toHaveLength(first.count)
    expect(first.count).toBeGreaterThan(50)
    const second = await bodyOf(`/reviews?product_id=5&page=2&count=${first.count}`)
    expect(second).toMatchObject({ page: first.count, count: first.count })
    expect(second.results).toHaveLength(80 - first.count)
  })
})
