import { describe, expect, it } from 'vitest'
import { answerBody, cartBody, interactionBody, questionBody, reviewBody } from './contract.ts'

const AUTHOR = { name: ' Jane ', email: 'jane@example.com' }
const REVIEW = { product_id: '7', rating: 5, body: ' Good. ', recommend: false, ...AUTHOR }

describe('what is sent', () => {
  it('becomes the input of the verb that creates a review', () => {
    const photos = ['https://a.example/1.png']
    const sent = { ...REVIEW, photos, characteristics: { 14: 5, 2: 1 }, helpfulness: 9 }
    expect(reviewBody.parse(sent)).toEqual({
      productId: 7,
      rating: 5,
      recommend: false,
      summary: '',
      body: 'Good.',
      photos,
      characteristics: [
        { id: 2, value: 1 },
        { id: 14, value: 5 },
      ],
      author: { name: 'Jane', email: 'jane@example.com' },
    })
  })

  it('may leave out what a review can do without', () => {
    expect(reviewBody.parse(REVIEW)).toMatchObject({ summary: '', photos: [], characteristics: [] })
  })

  it('becomes the inputs of the other verbs', () => {
    const author = { name: 'Jane', email: 'jane@example.com' }
    expect(questionBody.parse({ product_id: 7, body: 'Why?', ...AUTHOR })).toEqual({
      productId: 7,
      body: 'Why?',
      author,
    })
    expect(answerBody.parse({ body: 'So.', ...AUTHOR })).toEqual({
      body: 'So.',
      photos: [],
      author,
    })
    expect(cartBody.parse({ sku_id: '9', count: 4 })).toEqual({ skuId: 9 })
    const click = { element: '<script>', widget: 'Overview', time: 'noon' }
    expect(interactionBody.parse(click)).toEqual(click)
  })
})

describe('text', () => {
  const isTaken = (body: string) => reviewBody.safeParse({ ...REVIEW, body }).success

  it.each([
    'It is < 5 and > 3, & "quoted" \\ ok',
    '<b>bold</b> <i onclick>',
    'a description of scripts',
    'line\nbreak\ttab \u{1F600} é',
    '<scripture>',
  ])('%j is taken as it is', (body) => {
    expect(reviewBody.parse({ ...REVIEW, body }).body).toBe(body)
  })

  it.each(['<script>', '</SCRIPT', '<script src=x>', 'a\0', '\ud800', '\udfff x', ' ', ''])(
    '%j is refused',
    (body) => {
      expect(isTaken(body)).toBe(false)
    },
  )
})

describe('characteristics', () => {
  const isTaken = (characteristics: unknown) =>
    reviewBody.safeParse({ ...REVIEW, characteristics }).success

  it.each([{}, { 1: 1 }, { 2147483647: 5 }])('%j are taken', (given) => {
    expect(isTaken(given)).toBe(true)
  })

  it.each([
    ...[{ 0: 1 }, { 2147483648: 1 }, { '01': 2, 1: 3 }, { fit: 1 }, { 1: 0 }, { 1: 6 }, { 1: '1' }],
    ...[null, 'x', 4, [4, 5]],
    Object.fromEntries(Array.from({ length: 21 }, (_, id) => [id + 1, 3])),
  ])('%j are refused', (given) => {
    expect(isTaken(given)).toBe(false)
  })
})
