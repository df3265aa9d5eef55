import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectJson, expectText, openShop, PHOTO, type Shop } from './shop.ts'
import { cookieOf, guests, written } from './written.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const REFUSED = 'Error: Review body contains invalid entries'
const BODY = {
  product_id: 1,
  rating: 4,
  summary: 'Warm',
  body: 'It keeps <b>warm</b>, & "well".',
  recommend: true,
  name: 'Jane',
  email: 'jane@example.com',
  photos: [PHOTO],
  characteristics: { 14: 5 },
}

const post = (body: unknown, headers = {}) => shop.send('POST', '/reviews', body, headers)
const reviewsOf = async (id: number) =>
  JSON.parse(await (await shop.get(`/reviews?product_id=${id}`)).text()).results

describe('POST /reviews', () => {
  it('creates a review that is seen and counted at once', async () => {
    await expectText(await post(BODY), 201, 'Created')
    const [review] = await reviewsOf(1)
    expect(review).toEqual({
      review_id: expect.any(Number),
      rating: 4,
      summary: 'Warm',
      recommend: true,
      response: null,
      body: 'It keeps <b>warm</b>, & "well".',
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      reviewer_name: 'Jane',
      helpfulness: 0,
      photos: [{ id: expect.any(Number), url: PHOTO }],
    })
    await expectJson(await shop.get('/reviews/meta?product_id=1'), {
      product_id: '1',
      ratings: { 4: '1', 5: '1' },
      recommended: { true: '2' },
      characteristics: { Size: { id: 14, value: '4.5000000000000000' } },
    })
  })

  it('makes do with what the contract does not need, and takes no notice of what it does not know', async () => {
    const { photos: _, characteristics: __, summary: ___, ...needed } = BODY
    const more = {
      product_id: '3',
      reported: true,
      helpfulness: 99,
      id: 1,
      status: 3,
      __proto__: 1,
    }
    await expectText(await post({ ...needed, ...more }), 201, 'Created')
    const [review] = await reviewsOf(3)
    expect(review).toMatchObject({ summary: '', photos: [], helpfulness: 0, body: BODY.body })
    expect(review.review_id).toBeGreaterThan(100_000_000)
  })

  it.each([
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json ;charset="utf-8"',
  ])('takes JSON as %s', async (type) => {
    const response = await post(
      { ...BODY, product_id: 5, characteristics: {} },
      { 'content-type': type },
    )
    await expectText(response, 201, 'Created')
  })

  it('takes one review per guest and product, and one of each client without cookies', async () => {
    const other = { ...BODY, product_id: 2, characteristics: {} }
    const first = await post(other)
    const cookie = cookieOf(first)
    expect(cookie).toMatch(/^ld_guest=ldg_[0-9a-f]{64}$/)
    const before = await written(shop.infra.db)
    await expectText(await post(other, { cookie }), 422, REFUSED)
    expect(await written(shop.infra.db)).toEqual(before)
    await expectText(await post({ ...other, product_id: 3 }, { cookie }), 201, 'Created')
    await expectText(await post(other), 201, 'Created')
  })

  it('lets one of many at once through for one guest', async () => {
    const cookie = cookieOf(await post({ ...BODY, product_id: 5, characteristics: {} }))
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(BODY, { cookie })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(422)])
  })
})

const without = (field: string) => [`without ${field}`, { ...BODY, [field]: undefined }] as const
const texts = ['name', 'email', 'summary', 'body'] as const

describe('POST /reviews refuses', () => {
  it.each([
    ...['product_id', 'rating', 'body', 'recommend', 'name', 'email'].map(without),
    ...[0, -1, 1.5, 2 ** 31, '1e3', '', null, true, 4, 9_999].map(
      (id) => [`product_id ${JSON.stringify(id)}`, { ...BODY, product_id: id }] as const,
    ),
    ...[0, 6, -1, 4.5, 1e300, '4', null, [4]].map(
      (rating) => [`rating ${JSON.stringify(rating)}`, { ...BODY, rating }] as const,
    ),
    ...['true', 1, null].map(
      (recommend) => [`recommend ${recommend}`, { ...BODY, recommend }] as const,
    ),
    ...texts.map((field) => [`NUL in ${field}`, { ...BODY, [field]: 'a\0b@example.com' }] as const),
    ...texts.map(
      (field) => [`half a character in ${field}`, { ...BODY, [field]: '\ud800' }] as const,
    ),
    ...texts.map(
      (field) => [`a script in ${field}`, { ...BODY, [field]: 'x<script src=//e>x' }] as const,
    ),
    ...texts.map((field) => [`${field} that is no text`, { ...BODY, [field]: { a: 1 } }] as const),
    ['an empty body', { ...BODY, body: ' \n ' }],
    ['a body without end', { ...BODY, body: 'x'.repeat(1_000_000) }],
    ['a body beyond a megabyte', { ...BODY, body: 'x'.repeat(1_100_000) }],
    ['an empty name', { ...BODY, name: '' }],
    ['a long name', { ...BODY, name: 'x'.repeat(61) }],
    ['an e-mail address that is none', { ...BODY, email: 'jane' }],
    ['photos that are no list', { ...BODY, photos: PHOTO }],
    ['too many photos', { ...BODY, photos: Array(6).fill(PHOTO) }],
    ...[
      'javascript:alert(1)',
      'data:image/png;base64,AA',
      'ftp://x.example/a',
      '/a.png',
      '',
      7,
      null,
    ].map((url) => [`the photo ${url}`, { ...BODY, photos: [url] }] as const),
    ...[
      'blob:https://x.example/1',
      'https://x.example/\0',
      `https://x.example/${'x'.repeat(3_000)}`,
    ].map((url) => [`the photo ${url.slice(0, 30)}`, { ...BODY, photos: [url] }] as const),
    ...[{ 14: 0 }, { 14: 6 }, { 14: '5' }, { 14: 4.5 }, { 5: 3 }, { 9999: 3 }].map(
      (given) =>
        [`characteristics ${JSON.stringify(given)}`, { ...BODY, characteristics: given }] as const,
    ),
    ...[{ Size: 3 }, { '-1': 3 }, { 99999999999: 3 }, [5], 'Size', null].map(
      (given) =>
        [`characteristics ${JSON.stringify(given)}`, { ...BODY, characteristics: given }] as const,
    ),
    ['an object that is none', [BODY]],
    ['nothing', undefined],
    ['null', null],
    ['text', '"x"'],
    ['no JSON', '{"product_id":1,'],
    ['an empty text', ''],
    ['JSON without end', '['.repeat(500_000)],
  ] as readonly (readonly [string, unknown])[])('%.60s', async (_, body) => {
    const before = await written(shop.infra.db)
    await expectText(await post(body), 422, REFUSED)
    expect(await written(shop.infra.db)).toEqual(before)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('the content type %s', async (type) => {
    await expectText(await post(BODY, { 'content-type': type }), 422, REFUSED)
  })

  it('what it can tell is wrong without making anybody a guest', async () => {
    const before = await guests(shop.infra.db)
    const response = await post({ ...BODY, rating: 6 })
    expect(response.headers.has('set-cookie')).toBe(false)
    expect(await guests(shop.infra.db)).toBe(before)
  })
})
