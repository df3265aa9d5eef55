import { AppError, type Log, silentLog } from '@loadout/core'
import { createInfra } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ApiDeps } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import type { ProcedureMeta } from '../src/trpc/meta.ts'
import { procedure, router } from '../src/trpc.ts'
import { json, leaks, newKey, type ProblemAnswer, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
})
afterAll(() => infra.close())

async function appCode(response: Response): Promise<string> {
  const text = await response.text()
  expect(leaks(text)).toEqual([])
  const answer: TrpcErrorAnswer = JSON.parse(text)
  return answer.error.data.appCode
}

describe('rate limits', () => {
  it('count the procedures of a batch and answer in the shape of tRPC', async () => {
    const app = createApp(
      testDeps(infra, { rateLimits: { read: 5, write: 1, guest: 0, signIn: 0 } }),
    )
    const batch = () => app.request('/trpc/stats.maps,stats.maps,stats.maps?batch=1')
    expect((await batch()).status).toBe(200)
    const refused = await batch()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await appCode(refused)).toBe('RATE_LIMITED')
  })

  it('slow down who keeps sending wrong keys, and nobody who sends none', async () => {
    const app = createApp(testDeps(infra))
    const wrong = () =>
      app.request('/trpc/stats.maps', { headers: { authorization: 'Bearer ldk_wrong_key' } })
    const codes = []
    for (let attempt = 0; attempt < 21; attempt += 1) codes.push(await appCode(await wrong()))
    expect(new Set(codes.slice(0, 20))).toEqual(new Set(['UNAUTHENTICATED']))
    expect(codes.at(-1)).toBe('RATE_LIMITED')
    expect((await app.request('/trpc/stats.maps')).status).toBe(200)
  })
})

describe('behind a proxy', () => {
  const settings = { trustedProxies: 1, rateLimits: { read: 1, write: 1, guest: 0, signIn: 0 } }
  const from = (forwarded: string) => ({ headers: { 'x-forwarded-for': forwarded } })

  it('counts the callers, not the proxy', async () => {
    const app = createApp(testDeps(infra, settings))
    expect((await app.request('/trpc/stats.maps', from('203.0.113.1'))).status).toBe(200)
    expect((await app.request('/trpc/stats.maps', from('203.0.113.2'))).status).toBe(200)
    expect((await app.request('/trpc/stats.maps', from('203.0.113.2'))).status).toBe(429)
  })

  it('does not believe what a caller adds to the header', async () => {
    const app = createApp(testDeps(infra, settings))
    expect((await app.request('/trpc/stats.maps', from('1.1.1.1, 203.0.113.3'))).status).toBe(200)
    expect((await app.request('/trpc/stats.maps', from('2.2.2.2, 203.0.113.3'))).status).toBe(429)
  })
})

describe('CORS', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })

  it('is off by default', async () => {
    const app = createApp(testDeps(infra))
    const response = await app.request('/trpc/stats.maps', preflight('https://a.example'))
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(await appCode(response)).toBe('METHOD_NOT_ALLOWED')
  })

  it('lets the browser of a listed origin send calls and read ids', async () => {
    const app = createApp(testDeps(infra, { corsOrigins: ['https://a.example'] }))
    const response = await app.request('/trpc/stats.maps', preflight('https://a.example'))
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://a.example')
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type')
    // Its visitors are known by a cookie.
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    const other = await app.request('/trpc/stats.maps', preflight('https://b.example'))
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('does not open the operator pages', async () => {
    const app = createApp(testDeps(infra, { corsOrigins: ['https://a.example'] }))
    const response = await app.request('/ops/login', { headers: { origin: 'https://a.example' } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('modules', () => {
  it('mounts only what is asked for', async () => {
    const app = createApp(testDeps(infra), { modules: ['stats'] })
    expect((await app.request('/trpc/stats.maps')).status).toBe(200)
    expect(await appCode(await app.request('/trpc/matches.list'))).toBe('NOT_FOUND')
    for (const path of ['/ingest/matches', '/ops/jobs']) {
      expect((await app.request(path, { method: 'POST' })).status).toBe(404)
    }
    expect((await app.request('/livez')).status).toBe(200)
  })
})

describe('while draining', () => {
  it('is not ready and closes its connections, but answers', async () => {
    const deps = testDeps(infra)
    const app = createApp(deps)
    deps.lifecycle.draining = true
    const ready = await app.request('/readyz')
    expect(ready.status).toBe(503)
    expect(await json<ProblemAnswer>(ready)).toMatchObject({ code: 'UNAVAILABLE' })
    expect((await app.request('/livez')).status).toBe(200)
    const answer = await app.request('/trpc/stats.maps')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('connection')).toBe('close')
  })
})

describe('readiness', () => {
  it('is asked of the dependencies once, however many ask', async () => {
    let pings = 0
    const deps = testDeps(infra)
    const pingRedis = async () => {
      pings += 1
      await infra.pingRedis()
    }
    const app = createApp({ ...deps, pingRedis })
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.request('/readyz')))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(pings).toBe(1)
  })

  it('is not there without Redis, and liveness does not care', async () => {
    const pingRedis = () => Promise.reject(new Error('Connection is closed.'))
    const app = createApp({ ...testDeps(infra), pingRedis })
    const ready = await app.request('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({
      code: 'UNAVAILABLE',
      checks: { redis: { ok: false }, postgres: { ok: true } },
    })
    expect((await app.request('/livez')).status).toBe(200)
    // Statistics need no Redis: losing it costs no answer.
    expect((await app.request('/trpc/stats.maps')).status).toBe(200)
  })

  it('is not there while Redis hangs', async () => {
    const pingRedis = () => new Promise<void>(() => {})
    const app = createApp({ ...testDeps(infra), pingRedis })
    expect((await app.request('/readyz')).status).toBe(503)
  })
})

describe('without its database', () => {
  it('is alive, not ready, and UNAVAILABLE', async () => {
    const config = { ...infra.config, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const broken = createInfra(config, { profile: 'api', log: silentLog })
    const app = createApp(testDeps(broken))
    expect((await app.request('/livez')).status).toBe(200)
    const ready = await app.request('/readyz')
    expect(ready.status).toBe(503)
    expect(leaks(await ready.text())).toEqual([])
    expect(await appCode(await app.request('/trpc/stats.maps'))).toBe('UNAVAILABLE')
    const headers = {
      authorization: 'Bearer ldk_aaaaaaaaaaaa_bbbb',
      'content-type': 'application/json',
    }
    const upload = await app.request('/ingest/matches', { method: 'POST', headers, body: '{}' })
    expect([401, 503]).toContain(upload.status)
    await broken.close()
  })

  it('answers TIMEOUT when it hangs', async () => {
    const app = createApp(testDeps(infra, { requestBudgetMs: 200 }))
    const locked = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    // A schema change holds the table until it is rolled back.
    const holder = infra.db.transaction().execute(async (trx) => {
      await trx.schema.alterTable('match').addColumn('held', 'integer').execute()
      locked.resolve()
      await release.promise
      throw new Error('rolled back')
    })
    await locked.promise
    const input = encodeURIComponent('{"matchId":"0f8fad5b-d9cb-469f-a165-70867728950e"}')
    const response = await app.request(`/trpc/matches.get?input=${input}`)
    expect(response.status).toBe(504)
    expect(await appCode(response)).toBe('TIMEOUT')
    release.resolve()
    await expect(holder).rejects.toThrow('rolled back')
  })
})

describe('a procedure', () => {
  const OPEN: ProcedureMeta = {
    rest: 'GET /for-tests',
    auth: 'public',
    rate: 'read',
    cache: { maxAge: 1, staleWhileRevalidate: 1 },
    errors: [],
    docs: { summary: 'For tests.', example: {} },
  }
  const open = procedure.meta(OPEN)
  const testRouter = router({
    fine: open.query(() => 'fine'),
    undeclared: procedure.query(() => 'open by mistake'),
    broken: open.query(() => {
      throw new Error('select secret from vault')
    }),
    refused: open.query(() => {
      throw new AppError('CONFLICT', { fields: [{ pointer: '/a', message: 'taken' }] })
    }),
    liar: open.output(z.object({ n: z.int() })).query(() => ({ n: 0.5 })),
    hanging: open.query(() => new Promise<never>(() => {})),
    large: open.query(() => 'x'.repeat(600_000)),
  })

  function serve(deps: ApiDeps) {
    const app = new Hono<ApiEnv>()
    app.use(conventions(deps))
    app.all('/trpc/*', trpcHandler(createKit(deps), testRouter))
    return app
  }

  it('that throws is INTERNAL outside and complete in the log', async () => {
    const logged: unknown[] = []
    const log: Log = { ...silentLog, error: (_message, fields) => logged.push(fields) }
    const app = serve(testDeps({ ...infra, log }))
    const response = await app.request('/trpc/broken', { headers: { 'x-request-id': 'find-me-1' } })
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).not.toMatch(/secret|vault/)
    expect(text).toContain('find-me-1')
    expect(logged).toMatchObject([
      { requestId: 'find-me-1', path: 'broken', error: { message: 'select secret from vault' } },
    ])
  })

  it.each([
    ['undeclared', 401, 'UNAUTHENTICATED'],
    ['refused', 409, 'CONFLICT'],
    ['liar', 500, 'INTERNAL'],
    ['hanging', 504, 'TIMEOUT'],
  ])('%s is %i %s', async (path, status, code) => {
    const app = serve(testDeps(infra, { requestBudgetMs: 100 }))
    const response = await app.request(`/trpc/${path}`)
    expect(response.status).toBe(status)
    expect(await appCode(response)).toBe(code)
  })

  it('that hangs does not hold the others of its batch back beyond the budget', async () => {
    const app = serve(testDeps(infra, { requestBudgetMs: 100 }))
    const response = await app.request('/trpc/fine,hanging?batch=1')
    expect(response.status).toBe(207)
    expect(await response.json()).toMatchObject([
      { result: { data: 'fine' } },
      { error: { data: { appCode: 'TIMEOUT' } } },
    ])
  })

  it('may answer 600 KB, but not twice in one batch', async () => {
    const app = serve(testDeps(infra))
    expect((await app.request('/trpc/large')).status).toBe(200)
    expect(await appCode(await app.request('/trpc/large,large?batch=1'))).toBe('RESPONSE_TOO_LARGE')
  })

  it('is counted under its name with its result', async () => {
    const deps = testDeps(infra)
    const app = createApp(deps)
    await app.request('/trpc/stats.maps')
    await app.request('/trpc/stats.maps?input=%7B%22tier%22%3A99%7D')
    await app.request('/trpc/no.such.procedure')
    const text = await (await app.request('/metrics')).text()
    expect(text).toContain('loadout_procedure_calls_total{path="stats.maps",code="OK"} 1')
    expect(text).toContain('loadout_procedure_calls_total{path="stats.maps",code="BAD_INPUT"} 1')
    expect(text).not.toContain('no.such.procedure')
  })
})

describe('a key', () => {
  it('is looked up once for calls that come together', async () => {
    const token = await newKey(infra, ['ops:read'])
    const app = createApp(testDeps(infra))
    const headers = { authorization: `Bearer ${token}` }
    const calls = Array.from({ length: 10 }, () => app.request('/trpc/ops.health', { headers }))
    const statuses = (await Promise.all(calls)).map((response) => response.status)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('gives no more than its scopes', async () => {
    const token = await newKey(infra, ['ops:read'])
    const app = createApp(testDeps(infra))
    const response = await app.request('/trpc/matches.ingest', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"source":"riot","document":{}}',
    })
    expect(response.status).toBe(403)
    expect(await appCode(response)).toBe('FORBIDDEN')
  })
})
