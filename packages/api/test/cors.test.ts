import { createTestInfra, type TestInfra, tableState } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import type { Headers } from './callers.ts'
import { json } from './fixtures.ts'
import { HOST, ORIGINS, pageOf, SHOP, TYPES } from './origins.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let app: ReturnType<typeof createApp>
let closed: ReturnType<typeof createApp>
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const counters = { redis: infra.redis, prefix: infra.config.QUEUE_PREFIX }
  app = createApp({ ...testDeps(infra, { corsOrigins: [SHOP] }), counters })
  closed = createApp({ ...testDeps(infra), counters })
})
afterAll(() => infra.close())

const url = (path: string) => `https://${HOST}${path}`

const corsOf = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')))

const origins = Object.entries(ORIGINS).map(([name, origin]) => ({ name, origin }))
const isAllowed = (origin: string | null) => origin === SHOP

/** Answers of every kind: data, errors of tRPC and of the app, texts, nothing. */
const OPEN = [
  ['GET', '/trpc/stats.maps'],
  ['GET', '/trpc/account.me'],
  ['GET', '/trpc/no.such,no.such?batch=1'],
  ['GET', '/trpc/%zz'],
  ['POST', '/trpc/stats.maps'],
  ['DELETE', '/trpc/stats.maps'],
  ['GET', '/api/stats/maps'],
  ['GET', '/api/account'],
  ['GET', '/api/nothing'],
  ['PATCH', '/api/stats/maps'],
  ['DELETE', '/api/posts/1'],
  ['GET', '/atelier/products'],
  ['GET', '/atelier/nothing'],
  ['POST', '/atelier/cart'],
  ['PUT', '/atelier/reviews/1/helpful'],
] as const

/** What no page of another site calls. */
const SHUT = [
  '/',
  '/livez',
  '/ops/login',
  '/ops/jobs',
  '/imports/a.csv',
  '/ingest/matches',
] as const

describe('an answer', () => {
  it.each(origins)(
    'to a page from $name names no origin but the allowed one',
    async ({ origin }) => {
      for (const [method, path] of OPEN) {
        const headers = origin === null ? undefined : { origin }
        const response = await app.request(url(path), { method, ...(headers && { headers }) })
        expect([path, response.headers.get('vary')]).toEqual([
          path,
          expect.stringMatching(/Origin/),
        ])
        expect([path, corsOf(response)]).toEqual([
          path,
          isAllowed(origin)
            ? {
                'access-control-allow-origin': SHOP,
                'access-control-allow-credentials': 'true',
                'access-control-expose-headers': 'etag,retry-after,x-request-id',
              }
            : {},
        ])
      }
    },
  )

  it.each(SHUT)('of %s can be read by no other site', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const headers = { origin: SHOP, 'access-control-request-method': 'POST' }
      expect(corsOf(await app.request(url(path), { method, headers }))).toEqual({})
    }
  })

  it('can be read by no other site at all unless one is allowed', async () => {
    for (const [method, path] of [...OPEN, ['OPTIONS', '/trpc/stats.maps'] as const]) {
      const response = await closed.request(url(path), { method, headers: { origin: SHOP } })
      expect(corsOf(response)).toEqual({})
    }
  })
})

describe('a preflight', () => {
  const ask = (origin: string | null, headers: Headers = {}) =>
    app.request(url('/trpc/wishlist.add'), {
      method: 'OPTIONS',
      headers: {
        ...(origin === null ? {} : { origin }),
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-evil',
        ...headers,
      },
    })

  it.each(origins)('from $name is granted to the allowed origin alone', async ({ origin }) => {
    const response = await ask(origin)
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(response.headers.get('vary')).toMatch(/Origin/)
    if (!isAllowed(origin)) expect(corsOf(response)).toEqual({})
  })

  it('lists headers and methods one by one, whatever was asked for', async () => {
    expect(corsOf(await ask(SHOP))).toEqual({
      'access-control-allow-origin': SHOP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
      'access-control-allow-headers':
        'authorization,content-type,idempotency-key,trpc-accept,x-guest-token,x-request-id',
      'access-control-expose-headers': 'etag,retry-after,x-request-id',
      'access-control-max-age': '600',
    })
    const foreign = await ask(ORIGINS.hostile, { 'access-control-request-private-network': 'true' })
    expect(corsOf(foreign)).toEqual({})
  })
})

describe('signing in', () => {
  const ana = { email: 'ana@example.org', name: 'Ana', password: 'seven wet otters' }
  let made = 0
  let cookie: string

  const post = (path: string, body: object, headers: Headers) =>
    app.request(url(`/trpc/${path}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: HOST, ...headers },
      body: JSON.stringify(body),
    })
  const own = { origin: ORIGINS.own }
  const foreign = Object.entries(ORIGINS)
    .filter(([name]) => pageOf(name as keyof typeof ORIGINS, 'absent') === 'foreign')
    .map(([name, origin]) => ({ name, origin: String(origin) }))

  beforeAll(async () => {
    made += 1
    const someone = { ...ana, email: `ana${made}@example.org`, name: `Ana ${made}` }
    const response = await post('auth.register', someone, own)
    expect(response.status).toBe(200)
    cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .filter((one) => !/=$/.test(one ?? ''))
      .join('; ')
  })

  it.each(foreign)('is not done by a page from $name, nor out, nor anew', async ({ origin }) => {
    const before = await tableState(infra.db)
    const email = `ana${made}@example.org`
    const calls = [
      ['auth.login', { email, password: ana.password }, {}],
      ['auth.register', { ...ana, email: 'new@example.org', name: 'New' }, {}],
      ['auth.login', { email, password: ana.password }, { cookie }],
      ['auth.refresh', {}, { cookie }],
      ['auth.logout', {}, { cookie }],
      ['auth.logoutEverywhere', {}, { cookie }],
      ['account.guest', {}, {}],
    ] as const
    for (const [path, input, headers] of calls) {
      const response = await post(path, input, { ...headers, origin })
      expect([path, response.status, response.headers.getSetCookie()]).toEqual([path, 403, []])
    }
    expect(await tableState(infra.db)).toEqual(before)
  })

  it('is not done by a form, which no preflight asks for', async () => {
    const before = await tableState(infra.db)
    const body = JSON.stringify({ email: `ana${made}@example.org`, password: ana.password })
    for (const type of [TYPES.text, TYPES.form, TYPES.multipart]) {
      const headers = { 'content-type': type, host: HOST, ...own }
      const response = await app.request(url('/trpc/auth.login'), { method: 'POST', headers, body })
      expect([type, response.status]).toEqual([type, 415])
    }
    expect(await tableState(infra.db)).toEqual(before)
  })

  it('is done, and out again, by our own page and the allowed one', async () => {
    for (const origin of [ORIGINS.own, SHOP]) {
      const input = { email: `ana${made}@example.org`, password: ana.password }
      expect((await post('auth.login', input, { origin })).status).toBe(200)
    }
    const response = await post('auth.logout', {}, { cookie, origin: SHOP })
    const { result } = await json<{ result: { data: { ended: number } } }>(response)
    expect(result.data.ended).toBe(1)
  })
})
