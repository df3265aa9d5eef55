import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { cartRouter } from '../src/routers/cart.ts'
import { questionsRouter } from '../src/routers/questions.ts'
import { wishlistRouter } from '../src/routers/wishlist.ts'
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
  const routers = { questions: questionsRouter, cart: cartRouter, wishlist: wishlistRouter }
  app.all('/trpc/*', trpcHandler(kit, router(routers)))
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
  it('asks, is answered, accepts: each as who they are', async () => {
    const [kim, alex] = [await guest(), await guest()]
    const ask = { productId, body: 'Does it run on Linux?', author }
    const question = await data<{ id: number }>(post('questions.ask', ask, kim))
    const answer = { questionId: question.id, body: 'It does.', author }
    const { id: answerId } = await data<{ id: number }>(post('questions.answer', answer, alex))
    expect(await failure(post('questions.accept', { answerId }, alex))).toEqual([
      403,
      'FORBIDDEN',
      undefined,
    ])
    await post('questions.accept', { answerId }, kim)
    await post('questions.vote', { subject: { kind: 'answer', id: answerId }, value: 1 }, kim)
    const { items } = await data<{ items: unknown[] }>(get('questions.list', { productId }))
    expect(items).toMatchObject([
      { id: question.id, answers: [{ id: answerId, accepted: true, helpful: 1 }] },
    ])
  })

  it('has a cart and a wishlist of their own, kept by the cookie', async () => {
    const first = await post('cart.add', { productId, quantity: 2 })
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    await post('wishlist.add', { productId }, { cookie })
    expect(await data(get('cart.get', {}, { cookie }))).toMatchObject({ units: 2 })
    expect(await data(get('wishlist.has', { productIds: [productId] }, { cookie }))).toEqual({
      productIds: [productId],
    })
    for (const other of [{}, await guest()]) {
      expect(await data(get('cart.get', {}, other))).toMatchObject({ units: 0 })
      expect(await data(get('wishlist.get', {}, other))).toMatchObject({ items: [] })
    }
  })

  it('gets answers about themselves that nobody else may keep', async () => {
    for (const [path, input] of [
      ['cart.get', {}],
      ['wishlist.get', {}],
      ['wishlist.has', { productIds: [1] }],
    ] as const) {
      const response = await get(path, input, await guest())
      expect(response.headers.get('cache-control')).toMatch(/private|no-store/)
    }
  })

  it('takes the cart of another guest along by its token', async () => {
    const [mine, other] = [await guest(), await guest()]
    await post('cart.add', { productId, quantity: 2 }, other)
    const merge = { guestToken: other['x-guest-token'] }
    expect(await data(post('cart.merge', merge, mine))).toMatchObject({ cart: { units: 2 } })
    expect(await data(get('cart.get', {}, other))).toMatchObject({ units: 0 })
  })
})

describe('a key', () => {
  it('may be staff, and is nobody with a cart', async () => {
    const staff = { authorization: `Bearer ${await newKey(infra, ['staff:write'])}` }
    const ask = { productId, body: 'Staff?', author }
    const { id } = await data<{ id: number }>(post('questions.ask', ask, await guest()))
    const answer = { questionId: id, body: 'Yes.', author: 'Nine', badge: 'developer' }
    const { id: answerId } = await data<{ id: number }>(
      post('questions.answerAsStaff', answer, staff),
    )
    expect(await data(post('questions.acceptAsStaff', { answerId }, staff))).toEqual({
      answerId,
      accepted: true,
    })
    expect(await failure(post('questions.ask', ask, staff))).toEqual([403, 'FORBIDDEN', undefined])
    expect(await failure(get('cart.get', {}, staff))).toEqual([403, 'FORBIDDEN', undefined])
    expect(await failure(post('questions.answerAsStaff', answer, await guest()))).toEqual([
      401,
      'UNAUTHENTICATED',
      undefined,
    ])
  })
})

describe('bad input', () => {
  const ask = (fields: object) => ({ productId: 1, body: 'x', author, ...fields })
  const CASES: readonly (readonly [string, object | string, string])[] = [
    ['questions.ask', ask({ body: '\u0000 ' }), '/body'],
    ['questions.ask', ask({ body: 'x'.repeat(1_001) }), '/body'],
    ['questions.ask', ask({ author: { name: 'Kim', email: 'x' } }), '/author/email'],
    ['questions.ask', ask({ productId: 2 ** 31 }), '/productId'],
    ['questions.answer', { questionId: -1, body: 'x', author }, '/questionId'],
    ['questions.answer', { questionId: 1, body: 'x', author, photos: ['x'] }, '/photos/0'],
    ['questions.accept', { answerId: 'x' }, '/answerId'],
    ['questions.vote', { subject: { kind: 'answer', id: 1 }, value: -1 }, '/value'],
    ['questions.report', { subject: { kind: 'review', id: 1 } }, '/subject/kind'],
    ['questions.remove', { subject: { kind: 'answer', id: 0 } }, '/subject/id'],
    ['cart.add', { productId: 1, quantity: 1_000 }, '/quantity'],
    ['cart.add', '{"productId":1,"quantity":1e999}', '/quantity'],
    ['cart.set', { productId: 1, quantity: 0 }, '/quantity'],
    ['cart.remove', { productId: 1, skuId: 'x' }, '/skuId'],
    ['cart.merge', { guestToken: '' }, '/guestToken'],
    ['wishlist.add', { productId: 1.5 }, '/productId'],
    ['wishlist.remove', {}, '/productId'],
  ]

  it.each(CASES)('of %s is refused, naming the field: %j', async (path, input, pointer) => {
    expect(await failure(post(path, input, await guest()))).toEqual([400, 'BAD_INPUT', pointer])
  })

  it('of a megabyte is refused, and nothing is written', async () => {
    const response = post('questions.ask', ask({ productId, body: 'x'.repeat(1_100_000) }))
    expect((await failure(response))[0]).toBe(413)
    expect(await data(get('questions.list', { productId }))).toMatchObject({ items: [] })
  })

  it('of lone surrogates is refused by its field', async () => {
    const body = `{"productId":${productId},"body":"a\\ud800","author":{"name":"Kim"}}`
    expect(await failure(post('questions.ask', body))).toEqual([400, 'BAD_INPUT', '/body'])
    expect(await data(get('questions.list', { productId }))).toMatchObject({ items: [] })
  })

  it.each([
    ['questions.list', { productId: 1, limit: 20_000 }, '/limit'],
    ['questions.answers', { questionId: 0 }, '/questionId'],
    ['questions.unanswered', { productId: null }, '/productId'],
    ['wishlist.get', { cursor: '' }, '/cursor'],
    ['wishlist.has', { productIds: [] }, '/productIds'],
  ])('of %s is refused, naming the field: %j', async (path, input, pointer) => {
    expect(await failure(get(path, input, await guest()))).toEqual([400, 'BAD_INPUT', pointer])
  })

  it.each(['questions.list', 'questions.answers', 'questions.unanswered', 'wishlist.get'])(
    'of %s with the cursor of another list is BAD_CURSOR',
    async (path) => {
      const ids = { productId, questionId: 1 }
      const cursor = btoa('["1",1,1,1]')
      const answer = get(path, { ...ids, cursor }, await guest())
      expect(await failure(answer)).toEqual([400, 'BAD_CURSOR', '/cursor'])
    },
  )
})
