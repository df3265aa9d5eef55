import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { moderationRouter } from '../src/routers/moderation.ts'
import { reviewsRouter } from '../src/routers/reviews.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import { router } from '../src/trpc.ts'
import { json, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

type Headers = Readonly<Record<string, string>>

let infra: TestInfra
let app: Hono<ApiEnv>
let productId: number
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const kit = createKit(testDeps(infra))
  app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  app.all(
    '/trpc/*',
    trpcHandler(kit, router({ reviews: reviewsRouter, moderation: moderationRouter })),
  )
})
afterAll(() => infra.close())
beforeEach(async () => {
  const row = await infra.db
    .insertInto('product')
    .values({ kind: 'game', name: 'A game', slug: crypto.randomUUID(), price: 5_999 })
    .returning('id')
    .executeTakeFirstOrThrow()
  productId = row.id
})

const guest = async (): Promise<Headers> => ({ 'x-guest-token': (await createGuest(infra)).token })
const author = { name: 'Kim' }
const review = (over: object = {}) => ({
  productId,
  rating: 5,
  recommend: true,
  body: 'Sixty hours in.',
  author,
  ...over,
})

const get = (path: string, input: object, headers: Headers = {}) =>
  app.request(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
const post = (path: string, input: object | string, headers: Headers = {}) =>
  app.request(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })

async function data<Shape>(answer: Response | Promise<Response>): Promise<Shape> {
  return (await json<{ result: { data: Shape } }>(await answer)).result.data
}
async function failure(answer: Response | Promise<Response>) {
  const { error } = await json<TrpcErrorAnswer>(await answer)
  return [error.data.httpStatus, error.data.appCode, error.data.fields[0]?.pointer]
}

describe('a visitor', () => {
  it('reviews, votes and reports: each as who they are', async () => {
    const [kim, alex] = [await guest(), await guest()]
    const { id } = await data<{ id: number }>(post('reviews.create', review(), kim))
    expect(await data(post('reviews.vote', { reviewId: id, value: 1 }, alex))).toEqual({
      helpful: 1,
      unhelpful: 0,
      value: 1,
    })
    const own = { reviewId: id, value: 1 }
    expect(await failure(post('reviews.vote', own, kim))).toEqual([403, 'OWN_CONTENT', undefined])
    expect(await failure(post('reviews.create', review(), kim))).toEqual([
      409,
      'REVIEW_DUPLICATE',
      undefined,
    ])
    expect(await failure(post('reviews.edit', { reviewId: id, rating: 1 }, alex))).toEqual([
      404,
      'REVIEW_NOT_FOUND',
      '/reviewId',
    ])
    expect(await data(get('reviews.mine', {}, kim))).toMatchObject({ items: [{ id }] })
    expect(await data(get('reviews.mine', {}, alex))).toMatchObject({ items: [] })
    expect(await data(get('reviews.meta', { productId }))).toMatchObject({ reviews: 1, average: 5 })
    expect(await data(get('reviews.list', { productId }))).toMatchObject({
      items: [{ id, helpful: 1, author: 'Kim' }],
    })
  })

  it('is made a guest by writing, and known by the cookie', async () => {
    const first = await post('reviews.create', review())
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { id } = await data<{ id: number }>(first)
    expect(await data(post('reviews.edit', { reviewId: id, body: 'More.' }, { cookie }))).toEqual({
      id,
      status: 'visible',
      heldFor: null,
    })
  })

  it('cannot do what staff and moderators do', async () => {
    const kim = await guest()
    for (const [path, input] of [
      ['reviews.respond', { reviewId: 1, body: 'x' }],
      ['reviews.setOwnership', { accountId: 1, productId: 1 }],
      ['reviews.setCharacteristics', { category: 'Shoes', names: [] }],
      ['moderation.act', { subject: { kind: 'review', id: 1 }, action: 'hide', reason: 'x' }],
      ['moderation.undo', { actionId: 1 }],
      ['moderation.addWord', { word: 'x' }],
    ] as const) {
      expect(await failure(post(path, input, kim)), path).toEqual([
        401,
        'UNAUTHENTICATED',
        undefined,
      ])
    }
  })
})

describe('a key', () => {
  it('answers for the shop, and moderates', async () => {
    const { id } = await data<{ id: number }>(post('reviews.create', review(), await guest()))
    const key = await newKey(infra, ['staff:write', 'moderation:write'])
    const staff = { authorization: `Bearer ${key}` }
    await post('reviews.respond', { reviewId: id, body: 'Thanks!' }, staff)
    expect(await data(get('reviews.list', { productId }))).toMatchObject({
      items: [{ response: { body: 'Thanks!' } }],
    })
    const act = { subject: { kind: 'review', id }, action: 'hide', reason: 'Advertising' }
    const { actionId } = await data<{ actionId: number }>(post('moderation.act', act, staff))
    expect(await data(get('reviews.list', { productId }))).toMatchObject({ items: [] })
    expect(await data(get('moderation.log', { subject: act.subject }, staff))).toMatchObject({
      items: [{ id: actionId, reason: 'Advertising' }],
    })
    expect(await data(post('moderation.undo', { actionId }, staff))).toMatchObject({
      after: 'visible',
    })
  })

  it('is nobody who reviews', async () => {
    const staff = { authorization: `Bearer ${await newKey(infra, ['staff:write'])}` }
    expect(await failure(post('reviews.create', review(), staff))).toEqual([
      403,
      'FORBIDDEN',
      undefined,
    ])
  })
})

describe('bad input', () => {
  const CASES: readonly (readonly [object, string])[] = [
    [{ rating: 0 }, '/rating'],
    [{ rating: 4.5 }, '/rating'],
    [{ recommend: 'yes' }, '/recommend'],
    [{ body: ' \u0000 ' }, '/body'],
    [{ body: 'x'.repeat(10_001) }, '/body'],
    [{ summary: 'x'.repeat(201) }, '/summary'],
    [{ productId: -1 }, '/productId'],
    [{ productId: 2 ** 31 }, '/productId'],
    [{ author: { name: '' } }, '/author/name'],
    [{ author: { name: 'Kim', email: 'kim' } }, '/author/email'],
    [{ photos: ['ftp://a.example/1.jpg'] }, '/photos/0'],
    [{ photos: ['javascript:alert(1)'] }, '/photos/0'],
    [{ photos: ['data:image/png;base64,AAAA'] }, '/photos/0'],
    [{ photos: ['https://a.example/\u0000'] }, '/photos/0'],
    [{ photos: Array(6).fill('https://a.example/1.jpg') }, '/photos'],
    [{ characteristics: [{ id: 1, value: 6 }] }, '/characteristics/0/value'],
    [
      {
        characteristics: [
          { id: 1, value: 1 },
          { id: 1, value: 2 },
        ],
      },
      '/characteristics',
    ],
  ]

  it.each(CASES)('of reviews.create is refused, naming the field: %j', async (over, pointer) => {
    const [status, code, at] = await failure(post('reviews.create', review(over), await guest()))
    expect([status, code]).toEqual([400, 'BAD_INPUT'])
    expect(`${at}/`).toContain(`${pointer.split('/').slice(0, 3).join('/')}/`)
  })

  it.each([
    ['reviews.edit', { reviewId: 1 }, '/body'],
    ['reviews.vote', { reviewId: 1, value: 2 }, '/value'],
    ['reviews.vote', { reviewId: 'x', value: 1 }, '/reviewId'],
    ['reviews.report', { reviewId: 1, reason: 'dislike' }, '/reason'],
    ['reviews.remove', { reviewId: 0 }, '/reviewId'],
  ])('of %s is refused, naming the field: %j', async (path, input, pointer) => {
    expect(await failure(post(path, input, await guest()))).toEqual([400, 'BAD_INPUT', pointer])
  })

  it.each([
    [{ limit: 20_000 }, '/limit'],
    [{ limit: null }, '/limit'],
    [{ sort: 'best' }, '/sort'],
    [{ ratings: [] }, '/ratings'],
    [{ ratings: [6] }, '/ratings/0'],
    [{ text: '   ' }, '/text'],
    [{ productId: 'undefined' }, '/productId'],
  ])('of reviews.list is refused, naming the field: %j', async (over, pointer) => {
    expect(await failure(get('reviews.list', { productId, ...over }))).toEqual([
      400,
      'BAD_INPUT',
      pointer,
    ])
  })

  it('of a megabyte is refused, and nothing is written', async () => {
    const response = post('reviews.create', review({ body: 'x'.repeat(1_100_000) }))
    expect((await failure(response))[0]).toBe(413)
    expect(await data(get('reviews.list', { productId }))).toMatchObject({ items: [] })
  })

  it.each(['a\\ud800', 'a\\u0000'])('of %s is refused, and nothing is written', async (text) => {
    const body = JSON.stringify(review()).replace('Sixty', text)
    expect(await failure(post('reviews.create', body))).toEqual([400, 'BAD_INPUT', '/body'])
    expect(await data(get('reviews.list', { productId }))).toMatchObject({ items: [] })
  })

  it.each([
    ['reviews.list', {}],
    ['reviews.mine', {}],
  ])('of %s with the cursor of another list is BAD_CURSOR', async (path, input) => {
    const answer = get(path, { ...input, productId, cursor: btoa('["1",1,1]') }, await guest())
    expect(await failure(answer)).toEqual([400, 'BAD_CURSOR', '/cursor'])
  })
})
