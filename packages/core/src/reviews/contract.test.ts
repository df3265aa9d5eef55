import { describe, expect, it } from 'vitest'
import {
  createReviewInput,
  editReviewInput,
  listReviewsInput,
  setCharacteristicsInput,
} from './contract.ts'

const REVIEW = {
  productId: 1,
  rating: 5,
  recommend: true,
  body: 'Fine',
  author: { name: 'Kim' },
}
const pointersOf = (result: ReturnType<typeof createReviewInput.safeParse>) =>
  result.error?.issues.map(({ path }) => path.join('/'))

describe('createReviewInput', () => {
  it('needs little', () => {
    expect(createReviewInput.parse(REVIEW)).toEqual({
      ...REVIEW,
      summary: '',
      photos: [],
      characteristics: [],
    })
  })

  it('cleans what people write, and leaves markup alone', () => {
    const { summary, body } = createReviewInput.parse({
      ...REVIEW,
      summary: ' \u0007a ',
      body: '<script>alert("x")</script>\r\n\tok\u0007 ',
    })
    expect([summary, body]).toEqual(['a', '<script>alert("x")</script>\n\tok'])
  })

  it.each([
    ['body', { body: 'x'.repeat(1_000_000) }],
    ['body', { body: 'a\u0000' }],
    ['summary', { summary: '\udfffa' }],
    ['body', { body: '\u200b\u3164' }],
    ['summary', { summary: 'x'.repeat(201) }],
    ['rating', { rating: Number.NaN }],
    ['rating', { rating: Number.POSITIVE_INFINITY }],
    ['productId', { productId: 2 ** 31 }],
    ['photos', { photos: Array(6).fill('https://a.example') }],
    ['photos/1', { photos: ['https://a.example', 'x'] }],
    ['characteristics', { characteristics: Array(2).fill({ id: 1, value: 1 }) }],
    ['characteristics', { characteristics: Array(2).fill({ name: 'Fit', value: 1 }) }],
    ['characteristics/0', { characteristics: [{ id: 1, name: 'Fit', value: 1 }] }],
    ['characteristics/0', { characteristics: [{ value: 1 }] }],
  ])('refuses a %s that cannot be', (pointer, over) => {
    expect(pointersOf(createReviewInput.safeParse({ ...REVIEW, ...over }))).toEqual([pointer])
  })
})

describe('editReviewInput', () => {
  it('takes some of the fields, and fills in none', () => {
    expect(editReviewInput.parse({ reviewId: 1, rating: 2 })).toEqual({ reviewId: 1, rating: 2 })
    expect(editReviewInput.parse({ reviewId: 1, summary: '' })).toEqual({
      reviewId: 1,
      summary: '',
    })
  })

  it('needs one', () => {
    expect(editReviewInput.safeParse({ reviewId: 1 }).error?.issues[0]?.path).toEqual(['body'])
    expect(editReviewInput.safeParse({ reviewId: 1, body: undefined }).success).toBe(false)
  })
})

describe('listReviewsInput', () => {
  it('has defaults', () => {
    expect(listReviewsInput.parse({ productId: 1 })).toEqual({
      productId: 1,
      sort: 'relevant',
      limit: 20,
    })
  })

  it.each([{ limit: 0 }, { limit: 101 }, { ratings: [0] }, { withPhotos: false }, { text: '' }])(
    'refuses %j',
    (over) => {
      expect(listReviewsInput.safeParse({ productId: 1, ...over }).success).toBe(false)
    },
  )
})

describe('setCharacteristicsInput', () => {
  it('takes each name once', () => {
    const of = (names: readonly string[]) =>
      setCharacteristicsInput.safeParse({ category: 'Shoes', names }).success
    expect(of(['Fit', 'Width'])).toBe(true)
    expect(of([])).toBe(true)
    expect(of(['Fit', ' Fit '])).toBe(false)
    expect(of(Array.from({ length: 21 }, (_, n) => `Trait ${n}`))).toBe(false)
  })
})
