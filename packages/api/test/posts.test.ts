import type { Scope } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { moderationRouter } from '../src/routers/moderation.ts'
import { postsRouter } from '../src/routers/posts.ts'
import { reactionsRouter } from '../src/routers/reactions.ts'
import { votesRouter } from '../src/routers/votes.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import { router } from '../src/trpc.ts'
import { json, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { bearer, person } from './people.ts'
import { testDeps } from './test-app.ts'

type Headers = Readonly<Record<string, string>>

let infra: TestInfra
let app: Hono<ApiEnv>
let kim: Headers
let alex: Headers
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const kit = createKit(testDeps(infra))
  app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  const routers = {
    ...{ posts: postsRouter, votes: votesRouter, reactions: reactionsRouter },
    moderation: moderationRouter,
  }
  app.all('/trpc/*', trpcHandler(kit, router(routers)))
  kim = await signedIn()
  alex = await signedIn()
})
afterAll(() => infra.close())

const guest = async (): Promise<Headers> => ({ 'x-guest-token': (await createGuest(infra)).token })
const signedIn = async (): Promise<Headers> => bearer((await person(infra)).token)
const keyOf = async (...scopes: Scope[]): Promise<Headers> => ({
  authorization: `Bearer ${await newKey(infra, scopes)}`,
})

const get = (path: string, input: object, headers: Headers = {}) =>
  app.request(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
const post = (path: string, input: unknown, headers: Headers = {}) =>
  app.request(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })

async function data<Shape>(answer: Response | Promise<Response>): Promise<Shape> {
  const response = await answer
  expect(response.status).toBe(200)
  return (await json<{ result: { data: Shape } }>(response)).result.data
}
async function failure(answer: Response | Promise<Response>) {
  const { error } = await json<TrpcErrorAnswer>(await answer)
  return [error.data.httpStatus, error.data.appCode, error.data.fields[0]?.pointer]
}

interface Post {
  readonly id: number
  readonly author: { readonly id: number }
}
const write = async (headers: Headers, over: object = {}) =>
  (await data<Post>(post('posts.create', { title: 'Split', content: '*Back*', ...over }, headers)))
    .id

describe('a visitor', () => {
  it('becomes a guest with the first post, and can edit and remove it by the cookie alone', async () => {
    const answer = await post('posts.create', { title: 'A', content: 'B' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { id } = await data<Post>(answer)
    expect(cookie).toMatch(/^ld_guest=/)
    expect(await data(post('posts.edit', { postId: id, title: 'C' }, { cookie }))).toMatchObject({
      ...{ id, revision: 2, status: 'visible', heldFor: null },
    })
    expect(await data(get('posts.revisions', { postId: id }, { cookie }))).toMatchObject({
      items: [{ title: 'A' }],
    })
    expect(await data(post('posts.remove', { postId: id }, { cookie }))).toMatchObject({
      removed: true,
    })
    expect(await failure(get('posts.get', { postId: id }, { cookie }))).toEqual([
      ...[404, 'POST_NOT_FOUND', '/postId'],
    ])
  })

  it('reads without being anybody, and no cache may keep what was read', async () => {
    const id = await write(kim)
    const answer = await get('posts.get', { postId: id })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await data(answer)).toMatchObject({
      contentHtml: '<p><em>Back</em></p>\n',
      mine: { vote: 0, reactions: [] },
    })
  })

  it('gets an empty page with status 200 where there is nothing', async () => {
    const nobody = get('posts.byAuthor', { accountId: 2_147_483_647 })
    expect(await data(nobody)).toEqual({ items: [], nextCursor: null })
    const id = await write(kim)
    expect(await data(get('posts.revisions', { postId: id }, kim))).toMatchObject({ items: [] })
  })

  it('votes and reacts, and takes both back', async () => {
    const subject = { kind: 'post', id: await write(kim) }
    expect(await data(post('votes.set', { subject, value: 1 }, alex))).toEqual({
      ...{ for: 1, against: 0, value: 1 },
    })
    expect(await data(post('reactions.set', { subject, emoji: '🔥' }, alex))).toEqual({
      reactions: [{ emoji: '🔥', count: 1 }],
      mine: ['🔥'],
    })
    expect(await data(get('posts.get', { postId: subject.id }, alex))).toMatchObject({
      ...{ likes: 1, mine: { vote: 1, reactions: ['🔥'] } },
    })
    expect(await data(post('votes.set', { subject, value: 0 }, alex))).toMatchObject({ for: 0 })
    const off = { subject, emoji: '🔥', on: false }
    expect(await data(post('reactions.set', off, alex))).toEqual({ reactions: [], mine: [] })
  })

  it('votes for nothing before there is an account of theirs', async () => {
    const subject = { kind: 'post', id: await write(kim) }
    for (const headers of [{}, await guest()]) {
      for (const [path, input] of [
        ['votes.set', { subject, value: 1 }],
        ['reactions.set', { subject, emoji: '🔥' }],
      ] as const) {
        const [status, code] = await failure(post(path, input, headers))
        expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
      }
    }
    expect(await data(get('posts.get', { postId: subject.id }))).toMatchObject({ likes: 0 })
  })

  it('cannot vote for oneself, nor touch what others wrote', async () => {
    const id = await write(kim)
    const subject = { kind: 'post', id }
    expect(await failure(post('votes.set', { subject, value: 1 }, kim))).toEqual([
      ...[403, 'OWN_CONTENT', undefined],
    ])
    expect(await failure(post('posts.report', { postId: id }, kim))).toEqual([
      ...[403, 'OWN_CONTENT', undefined],
    ])
    for (const [path, input] of [
      ['posts.edit', { postId: id, title: 'Mine' }],
      ['posts.remove', { postId: id }],
    ] as const) {
      expect(await failure(post(path, input, alex))).toEqual([404, 'POST_NOT_FOUND', '/postId'])
    }
    expect(await failure(get('posts.revisions', { postId: id }, alex))).toEqual([
      ...[403, 'FORBIDDEN', undefined],
    ])
    expect(await data(get('posts.get', { postId: id }))).toMatchObject({ title: 'Split', likes: 0 })
  })

  it('who is not signed in is told so, not that it is forbidden', async () => {
    const id = await write(kim)
    const [status, code] = await failure(get('posts.revisions', { postId: id }))
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('bad input', () => {
  const text = 'x'.repeat(20_001)
  it.each([
    ['posts.create', {}, '/title'],
    ['posts.create', { title: 'A', content: text }, '/content'],
    ['posts.create', { title: '\0', content: 'B' }, '/title'],
    ['posts.create', { title: 'A', content: 'B', tags: ['a b'] }, '/tags/0'],
    ['posts.create', { title: 'A', content: 'B', tags: 'fps' }, '/tags'],
    ['posts.edit', { postId: 1 }, ''],
    ['posts.edit', { postId: 1.5, title: 'A' }, '/postId'],
    ['posts.edit', { postId: 1, title: 'A', expectedRevision: 0 }, '/expectedRevision'],
    ['posts.remove', { postId: 2 ** 31 }, '/postId'],
    ['votes.set', { subject: { kind: 'post', id: 1 }, value: 2 }, '/value'],
    ['votes.set', { subject: { kind: 'answer', id: 1 }, value: -1 }, '/value'],
    ['votes.set', { subject: { kind: 'match', id: 1 }, value: 1 }, '/subject/kind'],
    ['reactions.set', { subject: { kind: 'post', id: 1 }, emoji: '🍕' }, '/emoji'],
    ['reactions.set', { subject: { kind: 'review', id: 1 }, emoji: '🔥' }, '/subject/kind'],
  ])('of %s: %j is refused at its field', async (path, input, pointer) => {
    expect(await failure(post(path, input, kim))).toEqual([400, 'BAD_INPUT', pointer])
  })
})

describe('a moderator', () => {
  it('acts on posts, sees what others do not, and reads what they said', async () => {
    const moderator = await keyOf('moderation:write')
    const id = await write(kim)
    await data(post('posts.edit', { postId: id, title: 'Worse' }, kim))
    await data(post('posts.report', { postId: id, reason: 'abuse' }, alex))
    const queue = data<{ items: readonly object[] }>(
      get('moderation.queue', { kind: 'post' }, moderator),
    )
    expect((await queue).items).toMatchObject([
      {
        subject: { kind: 'post', id },
        text: { productId: null, text: 'Worse\n\n*Back*', status: 'visible' },
      },
    ])
    const hide = { subject: { kind: 'post', id }, action: 'hide', reason: 'Abuse' }
    await data(post('moderation.act', hide, moderator))
    expect((await get('posts.get', { postId: id }, alex)).status).toBe(404)
    expect(await data(get('posts.get', { postId: id }, kim))).toMatchObject({ status: 'hidden' })
    expect(await data(get('posts.get', { postId: id }, moderator))).toMatchObject({
      status: 'hidden',
    })
    expect(await data(get('posts.revisions', { postId: id }, moderator))).toMatchObject({
      items: [{ title: 'Split' }],
    })
  })

  it('is a key with that scope, not with any', async () => {
    const key = await keyOf('catalog:write')
    const id = await write(kim)
    expect(await failure(get('posts.revisions', { postId: id }, key))).toEqual([
      ...[403, 'FORBIDDEN', undefined],
    ])
    expect(await failure(post('posts.create', { title: 'A', content: 'B' }, key))).toEqual([
      ...[403, 'FORBIDDEN', undefined],
    ])
  })
})
