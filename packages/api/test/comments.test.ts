import type { Scope } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { commentsRouter } from '../src/routers/comments.ts'
import { postsRouter } from '../src/routers/posts.ts'
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
let subject: { readonly kind: 'post'; readonly id: number }
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const kit = createKit(testDeps(infra))
  app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  const routers = { comments: commentsRouter, posts: postsRouter, votes: votesRouter }
  app.all('/trpc/*', trpcHandler(kit, router(routers)))
  kim = await signedIn()
  alex = await signedIn()
  const made = post('posts.create', { title: 'Split', content: 'Back' }, kim)
  subject = { kind: 'post', id: (await data<{ id: number }>(made)).id }
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

const say = async (headers: Headers, over: object = {}) =>
  (
    await data<{ id: number }>(
      post('comments.create', { subject, body: 'Indeed.', ...over }, headers),
    )
  ).id

describe('a visitor', () => {
  it('becomes a guest with the first comment, and changes and removes it by the cookie alone', async () => {
    const answer = await post('comments.create', { subject, body: 'First.' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { id } = await data<{ id: number }>(answer)
    expect(cookie).toMatch(/^ld_guest=/)
    const edited = post('comments.edit', { commentId: id, body: 'Second.' }, { cookie })
    expect(await data(edited)).toMatchObject({ id, revision: 2, status: 'visible' })
    expect(await data(get('comments.revisions', { commentId: id }, { cookie }))).toMatchObject({
      items: [{ body: 'First.' }],
    })
    const removed = post('comments.remove', { commentId: id }, { cookie })
    expect(await data(removed)).toEqual({ removed: true })
    expect(await failure(get('comments.get', { commentId: id }, { cookie }))).toEqual([
      ...[404, 'COMMENT_NOT_FOUND', '/commentId'],
    ])
  })

  it('reads without being anybody, and no cache may keep what was read', async () => {
    const id = await say(kim)
    const answer = await get('comments.list', { subject, sort: 'old' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('set-cookie')).toBeNull()
    const { items } = await data<{ items: readonly object[] }>(answer)
    expect(items.at(-1)).toMatchObject({ id, myVote: null, body: 'Indeed.' })
  })

  it('gets an empty page with status 200 where there is nothing', async () => {
    const id = await say(kim)
    const replies = get('comments.list', { subject, parentId: id })
    expect(await data(replies)).toMatchObject({ items: [], nextCursor: null })
    expect(await data(get('comments.revisions', { commentId: id }, kim))).toMatchObject({
      items: [],
    })
  })

  it('votes for nothing before there is an account of theirs', async () => {
    const id = await say(kim)
    for (const headers of [{}, await guest()]) {
      const [status, code] = await failure(
        post('comments.vote', { commentId: id, value: 1 }, headers),
      )
      expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
    }
  })

  it('votes by either procedure, which is one vote', async () => {
    const id = await say(kim)
    const vote = { commentId: id, value: 1 }
    expect(await data(post('comments.vote', vote, alex))).toMatchObject({ likes: 1, myVote: 1 })
    const any = { subject: { kind: 'comment', id }, value: -1 }
    expect(await data(post('votes.set', any, alex))).toEqual({ for: 0, against: 1, value: -1 })
    expect(await data(get('comments.get', { commentId: id }, alex))).toMatchObject({
      comment: { likes: 0, dislikes: 1, myVote: -1 },
    })
  })
})

describe('somebody else’s comment', () => {
  it('is changed by nobody, whatever they send', async () => {
    const id = await say(kim)
    for (const [path, input] of [
      ['comments.edit', { commentId: id, body: 'Mine.' }],
      ['comments.remove', { commentId: id }],
    ] as const) {
      expect(await failure(post(path, input, alex))).toEqual([
        ...[404, 'COMMENT_NOT_FOUND', '/commentId'],
      ])
    }
    expect(await failure(get('comments.revisions', { commentId: id }, alex))).toEqual([
      ...[403, 'FORBIDDEN', undefined],
    ])
    const own = post('comments.vote', { commentId: id, value: 1 }, kim)
    expect(await failure(own)).toEqual([403, 'OWN_CONTENT', undefined])
    const { comment } = await data<{ comment: object }>(get('comments.get', { commentId: id }))
    expect(comment).toMatchObject({ body: 'Indeed.', editedAt: null, likes: 0 })
  })

  it('who is not signed in is told so, not that it is forbidden', async () => {
    const id = await say(kim)
    const [status, code] = await failure(get('comments.revisions', { commentId: id }))
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  it('is not written by a key, and its earlier words are for keys of moderators', async () => {
    const id = await say(kim)
    const key = await keyOf('catalog:write')
    for (const answer of [
      post('comments.create', { subject, body: 'A key.' }, key),
      get('comments.revisions', { commentId: id }, key),
    ]) {
      expect(await failure(answer)).toEqual([403, 'FORBIDDEN', undefined])
    }
    const moderator = await keyOf('moderation:write')
    expect(await data(get('comments.revisions', { commentId: id }, moderator))).toMatchObject({
      items: [],
    })
  })
})

describe('bad input', () => {
  const here = { kind: 'post', id: 1 }
  it.each([
    ['comments.create', { subject: here }, '/body'],
    ['comments.create', { subject: here, body: 'x'.repeat(4_001) }, '/body'],
    ['comments.create', { subject: here, body: ' \0 ' }, '/body'],
    ['comments.create', { subject: { kind: 'question', id: 1 }, body: 'x' }, '/subject/kind'],
    ['comments.create', { subject: { kind: 'match', id: '1' }, body: 'x' }, '/subject/id'],
    ['comments.create', { subject: here, body: 'x', parentId: 2 ** 31 }, '/parentId'],
    ['comments.edit', { commentId: 1.5, body: 'x' }, '/commentId'],
    ['comments.remove', { commentId: '1' }, '/commentId'],
    ['comments.vote', { commentId: 1, value: 2 }, '/value'],
    ['comments.report', { commentId: 1, reason: 'dull' }, '/reason'],
  ])('of %s: %j is refused at its field', async (path, input, pointer) => {
    expect(await failure(post(path, input, kim))).toEqual([400, 'BAD_INPUT', pointer])
  })

  it.each([
    [{ withReplies: 6 }, '/withReplies', 'BAD_INPUT'],
    [{ limit: 101 }, '/limit', 'BAD_INPUT'],
    [{ sort: 'hot' }, '/sort', 'BAD_INPUT'],
    [{ cursor: 'WzFd' }, '/cursor', 'BAD_CURSOR'],
  ])('of comments.list: %j is refused at its field', async (over, pointer, code) => {
    expect(await failure(get('comments.list', { subject, ...over }))).toEqual([400, code, pointer])
  })
})
