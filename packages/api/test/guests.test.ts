import { actorName } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ApiSettings } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import type { ProcedureMeta } from '../src/trpc/meta.ts'
import { procedure, router } from '../src/trpc.ts'
import { json, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
})
afterAll(() => infra.close())
beforeEach(async () => {
  await infra.db.deleteFrom('account').execute()
})

const META = {
  rest: 'GET /for-tests',
  auth: 'guest',
  cache: 'private',
  errors: ['FORBIDDEN'],
  docs: { summary: 'For tests.', example: {} },
} as const satisfies Partial<ProcedureMeta>

/** Who the server takes the caller for, asked by a query and by a mutation. */
const who = router({
  ask: procedure
    .meta({ ...META, rate: 'read' })
    .output(z.string())
    .query(({ ctx }) => actorName(ctx.actor)),
  act: procedure
    .meta({ ...META, rate: 'write' })
    .input(z.object({ fail: z.boolean().default(false) }))
    .output(z.string())
    .mutation(({ ctx, input }) => {
      if (input.fail) throw new Error('fails')
      return actorName(ctx.actor)
    }),
})

function serve(settings: Partial<ApiSettings> = {}) {
  const kit = createKit(testDeps(infra, settings))
  const app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  app.all('/trpc/*', trpcHandler(kit, who))
  return app
}

const post = (headers: Record<string, string> = {}, body = '{}') => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
})

const nameIn = async (response: Response) =>
  (await json<{ result: { data: string } }>(response)).result.data

const cookieIn = (response: Response) =>
  response.headers.get('set-cookie')?.split(';')[0]?.trim() ?? 'no cookie'

const guests = async () => (await infra.db.selectFrom('guest_session').selectAll().execute()).length

describe('a caller without an account', () => {
  it('stays anonymous as long as nothing is written', async () => {
    const response = await serve().request('/trpc/ask')
    expect(await nameIn(response)).toBe('anonymous')
    expect(response.headers.has('set-cookie')).toBe(false)
    expect(await guests()).toBe(0)
  })

  it('becomes a guest with the first thing that is written, and stays that guest', async () => {
    const app = serve()
    const first = await app.request('/trpc/act', post())
    const name = await nameIn(first)
    expect(name).toMatch(/^account:\d+$/)
    const cookie = cookieIn(first)
    for (const [path, init] of [
      ['/trpc/act', post({ cookie })],
      ['/trpc/ask', { headers: { cookie } }],
    ] as const) {
      const response = await app.request(path, init)
      expect(await nameIn(response)).toBe(name)
      expect(response.headers.has('set-cookie')).toBe(false)
    }
    expect(await guests()).toBe(1)
  })

  it('is one guest for a whole batch', async () => {
    const body = '{"0":{},"1":{}}'
    const response = await serve().request('/trpc/act,act?batch=1', post({}, body))
    const [one, other] = await json<{ result: { data: string } }[]>(response)
    expect(one?.result.data).toBe(other?.result.data)
    expect(await guests()).toBe(1)
  })

  it('gets its cookie even when the call fails', async () => {
    const response = await serve().request('/trpc/act', post({}, '{"fail":true}'))
    expect(response.status).toBe(500)
    expect(cookieIn(response)).toMatch(/^ld_guest=ldg_[0-9a-f]{64}$/)
  })

  it('is made no guest by a link that somebody follows', async () => {
    const response = await serve().request('/trpc/act?input=%7B%7D')
    expect(response.status).toBe(405)
    expect(response.headers.has('set-cookie')).toBe(false)
    expect(await guests()).toBe(0)
  })

  it('is not made a guest once its rate is used up', async () => {
    const app = serve({ rateLimits: { read: 0, write: 1, guest: 0, signIn: 0 } })
    await app.request('/trpc/act', post())
    expect((await app.request('/trpc/act', post())).status).toBe(429)
    expect(await guests()).toBe(1)
  })
})

describe('guests from one address', () => {
  it('are so many a minute, whichever way they come', async () => {
    const limits = { trustedProxies: 1, rateLimits: { read: 0, write: 0, guest: 2, signIn: 0 } }
    const app = serve(limits)
    const from = (address: string) => post({ 'x-forwarded-for': address })
    expect((await app.request('/trpc/act', from('192.0.2.1'))).status).toBe(200)
    const second = await app.request('/trpc/act', from('192.0.2.1'))
    expect(second.status).toBe(200)
    const third = await app.request('/trpc/act', from('192.0.2.1'))
    expect([third.status, Number(third.headers.get('retry-after')) > 30]).toEqual([429, true])
    expect((await app.request('/trpc/act', from('192.0.2.2'))).status).toBe(200)
    expect(await guests()).toBe(3)
    // Who is a guest already goes on.
    const known = post({ 'x-forwarded-for': '192.0.2.1', cookie: cookieIn(second) })
    expect((await app.request('/trpc/act', known)).status).toBe(200)
    const whole = createApp(testDeps(infra, limits))
    const asked = async () => (await whole.request('/trpc/account.guest', from('192.0.2.1'))).status
    expect([await asked(), await asked(), await asked()]).toEqual([200, 200, 429])
  })

  it('have something in common that does not tell the address', async () => {
    const app = serve({ trustedProxies: 1 })
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) {
      await app.request('/trpc/act', post({ 'x-forwarded-for': address }))
    }
    const rows = await infra.db.selectFrom('account').select('origin').orderBy('id').execute()
    const [one, same, other] = rows.map(({ origin }) => origin)
    expect(one).toMatch(/^[\w-]{43}$/)
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })
})

describe('the cookie', () => {
  it('is sent again when the session is made longer, and only then', async () => {
    const app = serve()
    const cookie = cookieIn(await app.request('/trpc/act', post()))
    await infra.db
      .updateTable('guest_session')
      .set({ expires_at: new Date(Date.now() + 86_400_000) })
      .execute()
    const later = serve()
    const renewed = await later.request('/trpc/ask', { headers: { cookie } })
    expect(cookieIn(renewed)).toBe(cookie)
    const until = /Expires=([^;]+)/.exec(renewed.headers.get('set-cookie') ?? '')?.[1] ?? ''
    expect(Date.parse(until)).toBeGreaterThan(Date.now() + 179 * 86_400_000)
    const again = await serve().request('/trpc/ask', { headers: { cookie } })
    expect(again.headers.has('set-cookie')).toBe(false)
  })

  it('is out of reach of scripts and other sites', async () => {
    const response = await serve().request('/trpc/act', post())
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; Path=\/; Expires=.+GMT; HttpOnly; SameSite=Lax$/)
  })

  it('is for https only where the browser came by https', async () => {
    const proxied = serve({ trustedProxies: 1 })
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.9' }
    const secure = await proxied.request('/trpc/act', post(headers))
    expect(secure.headers.get('set-cookie')).toMatch(/; Secure$/)
    const claimed = await serve().request('/trpc/act', post(headers))
    expect(claimed.headers.get('set-cookie')).not.toMatch(/Secure/)
  })

  it.each([
    ['made up', `ld_guest=ldg_${'0'.repeat(64)}`],
    ['malformed', 'ld_guest=1'],
    ['empty', 'ld_guest='],
    ['of something else', 'session=1; ld_guest_x=1'],
  ])('that is %s names nobody: a new guest is made', async (_, cookie) => {
    const response = await serve().request('/trpc/act', post({ cookie }))
    expect(await nameIn(response)).toMatch(/^account:/)
    expect(cookieIn(response)).toMatch(/^ld_guest=ldg_/)
  })

  it('is not taken from a page of another site', async () => {
    const app = serve({ corsOrigins: ['https://shop.example'] })
    const cookie = cookieIn(await app.request('/trpc/act', post()))
    const from = (origin: string) => app.request('/trpc/act', post({ cookie, origin }))
    const foreign = await from('https://evil.example')
    expect(foreign.status).toBe(403)
    expect((await json<TrpcErrorAnswer>(foreign)).error.data.appCode).toBe('FORBIDDEN')
    expect((await from('null')).status).toBe(403)
    expect((await from('https://shop.example')).status).toBe(200)
    expect((await from('http://localhost')).status).toBe(200)
  })

  it('gives way to a key', async () => {
    const app = serve()
    const cookie = cookieIn(await app.request('/trpc/act', post()))
    const authorization = `Bearer ${await newKey(infra, ['ops:read'])}`
    const asked = await app.request('/trpc/ask', { headers: { cookie, authorization } })
    expect(await nameIn(asked)).toMatch(/^key:/)
    const acted = await app.request('/trpc/act', post({ cookie, authorization }))
    expect(acted.status).toBe(403)
  })
})

describe('a token in a header', () => {
  it('hides no cookie when it is none', async () => {
    const app = serve()
    const first = await app.request('/trpc/act', post())
    const [name, cookie] = [await nameIn(first), cookieIn(first)]
    for (const token of ['', 'undefined', 'ldg_1']) {
      const response = await app.request('/trpc/act', post({ cookie, 'x-guest-token': token }))
      expect(await nameIn(response)).toBe(name)
    }
    expect(await guests()).toBe(1)
  })

  it('is told where it belongs when it comes as a key', async () => {
    const headers = { authorization: `Bearer ldg_${'0'.repeat(64)}` }
    const response = await serve().request('/trpc/act', post(headers))
    const { error } = await json<TrpcErrorAnswer>(response)
    expect(error).toMatchObject({
      message: expect.stringContaining('X-Guest-Token'),
      data: { appCode: 'UNAUTHENTICATED' },
    })
  })

  it('names the guest that account.guest made', async () => {
    const made = await createApp(testDeps(infra)).request('/trpc/account.guest', post())
    const { token } = (await json<{ result: { data: { token: string } } }>(made)).result.data
    const app = serve()
    const response = await app.request('/trpc/act', post({ 'x-guest-token': token }))
    expect(await nameIn(response)).toMatch(/^account:/)
    expect(response.headers.has('set-cookie')).toBe(false)
    expect(await guests()).toBe(1)
  })
})

describe('a caller without a session that sends an Idempotency-Key', () => {
  const key = crypto.randomUUID()

  it('is the same guest when it sends the write again, although the first answer never came', async () => {
    const app = serve()
    const send = (headers: Record<string, string>) =>
      app.request('/trpc/act', post({ 'idempotency-key': key, ...headers }))
    const [first, atOnce] = await Promise.all([send({}), send({})])
    const answers = [first, atOnce].filter(({ status }) => status === 200)
    const again = await send({})
    expect(await nameIn(again)).toMatch(/^account:\d+$/)
    for (const one of answers) expect(cookieIn(one)).toBe(cookieIn(again))
    expect(await nameIn(await send({ cookie: cookieIn(again) }))).toBe(await nameIn(await send({})))
    expect(await guests()).toBe(1)
  })

  it('is another guest with another one', async () => {
    const app = serve()
    const names = await Promise.all(
      [crypto.randomUUID(), crypto.randomUUID()].map(async (one) =>
        nameIn(await app.request('/trpc/act', post({ 'idempotency-key': one }))),
      ),
    )
    expect(new Set(names).size).toBe(2)
  })

  it.each([
    '1',
    'cart-of-product-1-by-the-page-of-products',
    '00000000-0000-0000-0000-000000000000',
  ])('is refused with one that others may use: %s', async (one) => {
    const response = await serve().request('/trpc/act', post({ 'idempotency-key': one }))
    const { error } = await json<TrpcErrorAnswer>(response)
    expect(error.data).toMatchObject({
      appCode: 'BAD_INPUT',
      fields: [{ pointer: '/headers/idempotency-key' }],
    })
    expect(await guests()).toBe(0)
  })
})
