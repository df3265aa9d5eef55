import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { moderationRouter } from '../src/routers/moderation.ts'
import { notificationsRouter } from '../src/routers/notifications.ts'
import { questionsRouter } from '../src/routers/questions.ts'
import { blocksRouter, followsRouter } from '../src/routers/social.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import { router } from '../src/trpc.ts'
import { json, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

type Headers = Readonly<Record<string, string>>

let infra: TestInfra
let app: Hono<ApiEnv>
let productId: number
let moderator: Headers
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const kit = createKit(testDeps(infra))
  app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  const routers = {
    questions: questionsRouter,
    moderation: moderationRouter,
    notifications: notificationsRouter,
    follows: followsRouter,
    blocks: blocksRouter,
  }
  app.all('/trpc/*', trpcHandler(kit, router(routers)))
  moderator = { authorization: `Bearer ${await newKey(infra, ['moderation:write'])}` }
  const row = await infra.db
    .insertInto('product')
    .values({ kind: 'game', name: 'A game', slug: 'a-game', price: 5_999 })
    .returning('id')
    .executeTakeFirstOrThrow()
  productId = row.id
})
afterAll(() => infra.close())

async function guest() {
  const { token, accountId } = await createGuest(infra)
  return { accountId, headers: { 'x-guest-token': token } }
}
const get = (path: string, input: object, headers: Headers = {}) =>
  app.request(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
const post = (path: string, input: object, headers: Headers = {}) =>
  app.request(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
async function data<Shape>(answer: Response | Promise<Response>): Promise<Shape> {
  return (await json<{ result: { data: Shape } }>(await answer)).result.data
}
async function failure(answer: Response | Promise<Response>) {
  const { error } = await json<TrpcErrorAnswer>(await answer)
  return [error.data.httpStatus, error.data.appCode, error.data.fields[0]?.pointer]
}
const ask = (body: string, headers: Headers) =>
  post('questions.ask', { productId, body, author: { name: 'Kim' } }, headers)

describe('a moderator', () => {
  it('mutes a guest, who is told so by every way there is, and takes it back', async () => {
    const { accountId, headers } = await guest()
    const mute = { accountId, kind: 'mute', reason: 'Shouting' }
    const { sanctionId } = await data<{ sanctionId: number }>(
      post('moderation.sanction', mute, moderator),
    )
    expect(await failure(ask('HELLO?', headers))).toEqual([403, 'MUTED', undefined])
    expect(await data(get('notifications.unread', {}, headers))).toEqual({ unread: 1, more: false })
    const { items } = await data<{ items: readonly { id: number; detail: object }[] }>(
      get('notifications.list', {}, headers),
    )
    expect(items).toMatchObject([{ detail: { sanction: 'mute', reason: 'Shouting' } }])
    const marked = post('notifications.markRead', { upTo: items[0]?.id }, headers)
    expect(await data(marked)).toEqual({ marked: 1 })
    await data(post('moderation.lift', { sanctionId }, moderator))
    expect(await data(ask('Hello?', headers))).toMatchObject({ status: 'visible', heldFor: null })
    const list = await data(get('moderation.sanctions', { accountId }, moderator))
    expect(list).toMatchObject({ items: [{ lifted: { reason: 'lifted' } }] })
  })

  it('bans a guest, whose token is that of nobody from then on', async () => {
    const { accountId, headers } = await guest()
    await data(post('moderation.sanction', { accountId, kind: 'ban', reason: 'Spam' }, moderator))
    expect(await data(get('notifications.unread', {}, headers))).toEqual({ unread: 0, more: false })
  })

  it('is told which field is wrong', async () => {
    const of = (over: object) =>
      failure(
        post('moderation.sanction', { accountId: 1, kind: 'ban', reason: 'x', ...over }, moderator),
      )
    expect(await of({ until: '2000-01-01T00:00:00Z' })).toEqual([400, 'BAD_INPUT', '/until'])
    expect(await of({ until: 'tomorrow' })).toEqual([400, 'BAD_INPUT', '/until'])
    expect(await of({ kind: 'warn', until: '2999-01-01T00:00:00Z' })).toEqual([
      400,
      'BAD_INPUT',
      '/until',
    ])
    expect(await of({ reason: ' ' })).toEqual([400, 'BAD_INPUT', '/reason'])
    expect(await of({ accountId: 2_000_000_000 })).toEqual([404, 'ACCOUNT_NOT_FOUND', '/accountId'])
  })
})

describe('what only people who have signed up may do', () => {
  it.each([
    ['follows.set', { target: { kind: 'tag', id: 'fps' } }],
    ['blocks.set', { accountId: 1, kind: 'block' }],
  ])('%s: a guest is asked to sign in, a key is not one of them', async (path, input) => {
    const { headers } = await guest()
    expect(await failure(post(path, input, headers))).toEqual([401, 'UNAUTHENTICATED', undefined])
    expect(await failure(post(path, input, moderator))).toEqual([403, 'FORBIDDEN', undefined])
  })

  it.each(['follows.list', 'blocks.list'])('%s: the same', async (path) => {
    const { headers } = await guest()
    expect(await failure(get(path, {}, headers))).toEqual([401, 'UNAUTHENTICATED', undefined])
  })

  it('follows.followers is for everybody', async () => {
    const target = { kind: 'product', id: productId }
    expect(await data(get('follows.followers', { target }))).toEqual({ followers: 0, more: false })
  })
})
