import type { ReadCache, Services } from '@loadout/core'
import { ingestMatch } from '@loadout/core/matches'
import { rollupMatches } from '@loadout/core/stats'
import { createReadCache } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ApiDeps } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { appRouter } from '../src/routers/index.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import type { ProcedureMeta } from '../src/trpc/meta.ts'
import { procedureMetas } from '../src/trpc/procedures.ts'
import { procedure, router } from '../src/trpc.ts'
import { json, matchLines, newKey } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  await play('fast path', 12)
})
afterAll(() => infra.close())

/** Takes in simulated matches and adds them to the roll-ups. */
async function play(seed: string, count: number): Promise<void> {
  const ctx = { ...infra, actor: { kind: 'system', name: 'test' } } as const
  for (const line of matchLines(seed, count)) {
    await ingestMatch(ctx, { source: 'riot', document: JSON.parse(line) })
  }
  await rollupMatches(ctx, {})
}

const MIB = 1024 * 1024

/** Services with a cache of their own, and how often the fast path asked it. */
function counted(options?: Parameters<typeof createReadCache>[1]) {
  const cache = createReadCache(MIB, options)
  const asked = { times: 0 }
  const recent: ReadCache['recent'] = (...args) => {
    asked.times += 1
    return cache.recent(...args)
  }
  return { asked, services: { ...infra, readCache: { ...cache, recent } } satisfies Services }
}

/** The same request, but the fast path leaves it to stock tRPC, which ignores the parameter. */
function stock(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}stock=1`
}

type App = Pick<Hono<ApiEnv>, 'request'>

/** Everything a client can see of an answer. */
async function answer(app: App, path: string, init: RequestInit = {}) {
  const headers = new Headers(init.headers)
  headers.set('x-request-id', 'the-same-id')
  const response = await app.request(path, { ...init, headers })
  return {
    status: response.status,
    headers: [...response.headers],
    body: new TextDecoder().decode(await response.arrayBuffer()),
  }
}

const query = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const BOARD = query({ queue: 'competitive', top: 2 })
const BATCH = query({ 0: { top: 1 }, 1: { sort: 'acs', role: 'duelist' }, 2: { tier: 'high' } })

describe('an answer of the fast path is that of stock tRPC to the byte', () => {
  it.each([
    ['a call without input', '/trpc/stats.roleBoard', 1],
    ['a call', `/trpc/stats.roleBoard?input=${BOARD}`, 1],
    ['a call with spaces in its input', '/trpc/stats.maps?input=%7B%20%22tier%22%20%3A0%7D', 1],
    ['filters that nothing matches', `/trpc/stats.agents?input=${query({ act: 'Ä“\u2028"' })}`, 1],
    ['a batch of one', `/trpc/stats.roleBoard?batch=1&input=${query({ 0: { top: 2 } })}`, 1],
    ['a batch', `/trpc/stats.roleBoard,stats.agents,stats.maps?batch=1&input=${BATCH}`, 3],
    ['a batch without input', '/trpc/stats.maps,stats.maps?batch=1', 2],
    ['a percent-encoded batch', '/trpc/stats.maps%2Cstats.agents?b%61tch=1&input=%7B%7D', 2],
    ['a batch with a call that fails', `/trpc/stats.maps,stats.maps?batch=1&input=${BATCH}`, 2],
    ['an invalid input', `/trpc/stats.maps?input=${query({ tier: 99 })}`, 1],
    ['an unknown field', `/trpc/stats.maps?input=${query({ tier: 'all', more: [] })}`, 1],
    ['an input that is not JSON', '/trpc/stats.maps?input={', 1],
    ['an input that is null', '/trpc/stats.maps?input=null', 1],
    ['an input that is nested too deep', `/trpc/stats.maps?input=${'['.repeat(99)}`, 1],
    ['NUL', `/trpc/stats.maps?input=${query({ queue: '\0' })}`, 1],
    ['a batch input that is a list', '/trpc/stats.maps?batch=1&input=[{}]', 0],
    ['a batch input that is not JSON', '/trpc/stats.maps?batch=1&input={', 0],
    ['a call that is not shared', '/trpc/matches.list', 0],
    ['a batch with one that is not shared', '/trpc/stats.maps,matches.list?batch=1', 0],
    ['a private call', '/trpc/stats.maps,ops.health?batch=1', 0],
    ['a mutation by GET', '/trpc/matches.ingest', 0],
    ['an unknown procedure', '/trpc/stats.nothing', 0],
    ['a batch with an unknown procedure', '/trpc/stats.maps,stats.nothing?batch=1', 0],
    ['a name of the prototype', '/trpc/__proto__', 0],
    ['a trailing slash', '/trpc/stats.maps/', 0],
    ['21 calls', `/trpc/${Array.from({ length: 21 }, () => 'stats.maps')}?batch=1`, 0],
    ['a long URL', `/trpc/stats.maps?input=${'x'.repeat(8_192)}`, 0],
    ['bad percent-encoding', '/trpc/stats.maps%ff', 0],
  ] as const)('%s', async (_what, path, calls) => {
    const { asked, services } = counted()
    const app = createApp(testDeps(services))
    const expected = await answer(app, stock(path))
    expect(asked.times).toBe(0)
    expect(await answer(app, path)).toEqual(expected)
    expect(await answer(app, path)).toEqual(expected)
    expect(asked.times).toBe(2 * calls)
  })

  it.each<readonly [string, RequestInit & { readonly headers?: Record<string, string> }]>([
    ['HEAD', { method: 'HEAD' }],
    ['PUT', { method: 'PUT' }],
    ['POST instead of GET', { method: 'POST', body: '{"tier":"low"}' }],
    ['POST without a body', { method: 'POST' }],
    ['a form', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['a stream for a single call', { headers: { 'trpc-accept': 'application/jsonl' } }],
  ])('%s', async (_what, init) => {
    const { asked, services } = counted()
    const app = createApp(testDeps(services))
    const headers = { 'content-type': 'application/json', ...init.headers }
    const path = '/trpc/stats.maps'
    await answer(app, path)
    const before = asked.times
    expect(await answer(app, path, { ...init, headers })).toEqual(
      await answer(app, stock(path), { ...init, headers }),
    )
    expect(asked.times).toBe(before)
  })

  it.each([
    ['an allowed origin', 'https://a.example'],
    ['another origin', 'https://b.example'],
  ])('for %s, and while draining', async (_what, origin) => {
    const deps = testDeps(counted().services, { corsOrigins: ['https://a.example'] })
    const app = createApp(deps)
    for (const draining of [false, true]) {
      deps.lifecycle.draining = draining
      const init = { headers: { origin } }
      const expected = await answer(app, stock('/trpc/stats.maps'), init)
      expect(await answer(app, '/trpc/stats.maps', init)).toEqual(expected)
    }
  })

  it('over the rate of its caller', async () => {
    const path = '/trpc/stats.maps,stats.maps?batch=1'
    const settings = { rateLimits: { read: 3, write: 0, guest: 0, signIn: 0 } }
    const refusals = []
    for (const asked of [path, stock(path)]) {
      const app = createApp(testDeps(counted().services, settings))
      expect((await answer(app, asked)).status).toBe(200)
      refusals.push(await answer(app, asked))
    }
    expect(refusals[0]).toMatchObject({ status: 429 })
    expect(refusals[0]).toEqual(refusals[1])
  })

  it('with a key, right or wrong', async () => {
    const app = createApp(testDeps(counted().services))
    const right = { headers: { authorization: `Bearer ${await newKey(infra, ['ops:read'])}` } }
    const wrong = { headers: { authorization: 'Bearer ldk_wrong_key' } }
    const anonymous = await answer(app, '/trpc/stats.maps')
    expect(await answer(app, '/trpc/stats.maps', right)).toEqual(anonymous)
    const refused = await answer(app, '/trpc/stats.maps', wrong)
    expect(refused.status).toBe(401)
    expect(refused).toEqual(await answer(app, stock('/trpc/stats.maps'), wrong))
  })
})

const SHARED: ProcedureMeta = {
  rest: 'GET /for-tests',
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 1 },
  revision: 'stats',
  errors: [],
  docs: { summary: 'For tests.', example: {} },
}

describe('a shared procedure', () => {
  const slow = { runs: 0, end: Promise.withResolvers<string>() }
  const shared = procedure.meta(SHARED)
  const testRouter = router({
    large: shared.query(() => 'é'.repeat(300_000)),
    liar: shared.output(z.object({ n: z.int() })).query(() => ({ n: 0.5 })),
    hanging: shared.query(() => new Promise<never>(() => {})),
    nothing: shared.query(() => undefined),
    slow: shared.query(() => {
      slow.runs += 1
      return slow.end.promise
    }),
    actor: shared.query(({ ctx }) => ctx.actor.kind),
  })

  function serve(deps: ApiDeps): App {
    const app = new Hono<ApiEnv>()
    app.use(conventions(deps))
    app.all('/trpc/*', trpcHandler(createKit(deps), testRouter))
    return app
  }

  it.each([
    ['/trpc/large', 200],
    ['/trpc/large,large?batch=1', 422],
    ['/trpc/liar', 500],
    ['/trpc/hanging', 504],
    ['/trpc/nothing', 200],
    ['/trpc/nothing,large,liar,hanging?batch=1', 207],
  ])('%s is answered with %i as by stock', async (path, status) => {
    const app = serve(testDeps(counted().services, { requestBudgetMs: 100 }))
    const expected = await answer(app, stock(path))
    expect([expected.status, await answer(app, path)]).toEqual([status, expected])
  })

  it('runs once for all who ask together, though the first of them leaves', async () => {
    const app = serve(testDeps(counted().services))
    const leaving = new AbortController()
    const first = answer(app, '/trpc/slow', { signal: leaving.signal })
    const others = Array.from({ length: 5 }, () => answer(app, '/trpc/slow'))
    await expect.poll(() => slow.runs).toBe(1)
    leaving.abort()
    await first
    // Stock tried to find out what to tell who left.
    expect(slow.runs).toBe(2)
    slow.end.resolve('done')
    for (const other of await Promise.all(others)) {
      expect(other).toMatchObject({ status: 200, body: '{"result":{"data":"done"}}' })
    }
    expect(slow.runs).toBe(2)
  })

  it('runs as nobody, whoever asks first', async () => {
    const app = serve(testDeps(counted().services))
    const headers = { authorization: `Bearer ${await newKey(infra, ['ops:read'])}` }
    const body = '{"result":{"data":"anonymous"}}'
    expect(await answer(app, '/trpc/actor', { headers })).toMatchObject({ body })
    expect(await answer(app, '/trpc/actor')).toMatchObject({ body })
  })

  it.each([...procedureMetas(appRouter)].filter(([, meta]) => meta.revision !== undefined))(
    '%s is public and may be cached by everybody',
    (_path, meta) => {
      expect(meta).toMatchObject({ auth: 'public', rate: 'read', cache: expect.any(Object) })
    },
  )
})

describe('the fast path', () => {
  const matches = async (app: App) => {
    const response = await app.request('/trpc/stats.maps')
    return (await json<{ result: { data: { matches: number } } }>(response)).result.data.matches
  }

  it('counts every call once, those of a failed batch too', async () => {
    const app = createApp(testDeps(counted().services))
    const bad = query({ 1: { tier: 99 } })
    for (let index = 0; index < 3; index += 1) await app.request('/trpc/stats.maps')
    await app.request(`/trpc/stats.maps,stats.maps?batch=1&input=${bad}`)
    const metrics = await (await app.request('/metrics')).text()
    const calls = 'loadout_procedure_calls_total{path="stats.maps"'
    expect(metrics).toContain(`${calls},code="OK"} 4\n`)
    expect(metrics).toContain(`${calls},code="BAD_INPUT"} 1\n`)
    expect(metrics).toContain('duration_seconds_count{method="GET",route="/trpc",status="200"} 3\n')
  })

  it('shows what is rolled up to the next request', async () => {
    const app = createApp(testDeps(counted().services))
    const before = await matches(app)
    await play('one more', 1)
    expect(await matches(app)).toBe(before + 1)
  })

  it('may answer with the past as long as it is told, and not a millisecond longer', async () => {
    const time = { ms: 0 }
    const { services } = counted({ maxStaleMs: 1_000, now: () => time.ms })
    const app = createApp(testDeps(services))
    const before = await matches(app)
    await play('and another', 1)
    time.ms = 1_000
    expect(await matches(app)).toBe(before)
    await expect.poll(() => matches(app)).toBe(before + 1)
    await play('the last', 1)
    time.ms = 10_000
    expect(await matches(app)).toBe(before + 2)
  })
})
