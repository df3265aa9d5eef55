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

  it('is not made a guest once its rate is used up', async () => {
    const app = serve({ rateLimits: { read: 0, write: 1 } })
    await app.request('/trpc/act', post())
    expect((await app.request('/trpc/act', post())).status).toBe(429)
    expect(await guests()).toBe(1)
  })
})

describe('the cookie', () => {
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
