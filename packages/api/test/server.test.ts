import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import {
  createTRPCClient,
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  isTRPCClientError,
} from '@trpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppRouter } from '../src/index.ts'
import { json, leaks, newKey, type ProblemAnswer, type TrpcErrorAnswer } from './fixtures.ts'
import { RUNTIMES, type ServerProcess, startServer } from './server-process.ts'

describe.each(RUNTIMES)('API process on %s', (runtime) => {
  let infra: TestInfra
  let server: ServerProcess

  beforeAll(async () => {
    infra = await createTestInfra()
    server = await startServer(runtime, {
      ...infra.env,
      CORS_ORIGINS: 'https://site.example',
    })
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await infra.close()
  })

  const get = (path: string, init?: RequestInit) => fetch(server.url + path, init)

  /** Also checks what every failure must have. */
  async function trpcError(response: Response): Promise<TrpcErrorAnswer['error']['data']> {
    const text = await response.text()
    expect(leaks(text)).toEqual([])
    const { error }: TrpcErrorAnswer = JSON.parse(text)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(error.data.requestId).toBe(response.headers.get('x-request-id'))
    expect(error.data.httpStatus).toBe(response.status)
    return error.data
  }

  describe('tRPC over HTTP', () => {
    it('answers a batch of three in one request', async () => {
      let requests = 0
      const client = createTRPCClient<AppRouter>({
        links: [
          httpBatchLink({
            url: `${server.url}/trpc`,
            fetch: (url, init) => {
              requests += 1
              return fetch(url, init as RequestInit)
            },
          }),
        ],
      })
      const [board, agents, maps] = await Promise.all([
        client.stats.roleBoard.query({ queue: 'competitive' }),
        client.stats.agents.query(),
        client.stats.maps.query({ tier: 'high' }),
      ])
      expect(requests).toBe(1)
      expect(board.matches).toBe(0)
      expect(agents.items).toEqual([])
      expect(maps.updatedAt).toBeNull()
    })

    it.each([{}, { methodOverride: 'POST' }] as const)(
      'gives every call of a batch of 21 the same typed error (%o)',
      async (options) => {
        const links = [httpBatchLink({ url: `${server.url}/trpc`, ...options })]
        const client = createTRPCClient<AppRouter>({ links })
        const calls = Array.from({ length: 21 }, () => client.stats.maps.query())
        const codes = (await Promise.allSettled(calls)).map((result) => appCodeOf(result))
        expect(codes).toEqual(Array.from({ length: 21 }, () => 'BATCH_TOO_LARGE'))
      },
    )

    it('answers a batch of 20', async () => {
      const client = createTRPCClient<AppRouter>({
        links: [httpBatchLink({ url: `${server.url}/trpc` })],
      })
      const calls = Array.from({ length: 20 }, () => client.stats.maps.query())
      expect(await Promise.all(calls)).toHaveLength(20)
    })

    it('refuses 7,900 procedure names before anything is parsed', async () => {
      const response = await get(`/trpc/${Array.from({ length: 7_900 }, () => 'a').join()}?batch=1`)
      expect(response.status).toBe(413)
      expect((await trpcError(response)).appCode).toBe('BATCH_TOO_LARGE')
    })

    it('refuses a batch whose commas are percent-encoded', async () => {
      const response = await get(
        `/trpc/${Array.from({ length: 21 }, () => 'a').join('%2C')}?batch=1`,
      )
      expect((await trpcError(response)).appCode).toBe('BATCH_TOO_LARGE')
    })

    it('says that a long URL should be a POST', async () => {
      const response = await get(`/trpc/stats.maps?input=${'a'.repeat(9_000)}`)
      expect(response.status).toBe(414)
      expect((await trpcError(response)).appCode).toBe('URL_TOO_LONG')
    })

    it('answers queries by POST', async () => {
      const client = createTRPCClient<AppRouter>({
        links: [httpLink({ url: `${server.url}/trpc`, methodOverride: 'POST' })],
      })
      expect(await client.stats.maps.query({ region: 'eu' })).toMatchObject({ matches: 0 })
    })

    it('streams a batch', async () => {
      const client = createTRPCClient<AppRouter>({
        links: [httpBatchStreamLink({ url: `${server.url}/trpc` })],
      })
      const missing = client.matches.get.query({ matchId: '0f8fad5b-d9cb-469f-a165-70867728950e' })
      const results = await Promise.allSettled([client.stats.maps.query(), missing])
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected'])
    })

    it('does not let one call of a batch fail another', async () => {
      const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: { tier: 99 } }))
      const response = await get(`/trpc/stats.maps,stats.maps?batch=1&input=${input}`)
      expect(response.status).toBe(207)
      expect(response.headers.get('cache-control')).toBe('no-store')
      const [good, bad] = await json<[{ result: { data: object } }, TrpcErrorAnswer]>(response)
      expect(good.result.data).toMatchObject({ items: [] })
      expect(bad.error.data.fields).toEqual([{ pointer: '/tier', message: expect.any(String) }])
    })

    it.each([
      ['no procedure', '/trpc/stats.nothing', {}, 'NOT_FOUND'],
      ['a prototype name', '/trpc/__proto__', {}, 'NOT_FOUND'],
      ['a router', '/trpc/stats', {}, 'NOT_FOUND'],
      ['bad JSON', '/trpc/stats.maps?input={', {}, 'BAD_INPUT'],
      ['bad percent-encoding', '/trpc/%E0%A4%A', {}, 'BAD_INPUT'],
      ['NUL', '/trpc/stats.maps?input=%7B%22queue%22%3A%22%5Cu0000%22%7D', {}, 'BAD_INPUT'],
      ['a mutation by GET', '/trpc/matches.ingest', {}, 'METHOD_NOT_ALLOWED'],
      ['DELETE', '/trpc/stats.maps', { method: 'DELETE' }, 'METHOD_NOT_ALLOWED'],
      [
        'no content type',
        '/trpc/stats.maps',
        { method: 'POST', body: new Uint8Array(2) },
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      [
        'a form',
        '/trpc/stats.maps',
        { method: 'POST', body: new FormData() },
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      ['no key', '/trpc/ops.health', {}, 'UNAUTHENTICATED'],
      [
        'a wrong key',
        '/trpc/stats.maps',
        { headers: { authorization: 'Bearer ldk_a_b' } },
        'UNAUTHENTICATED',
      ],
      [
        'another scheme',
        '/trpc/stats.maps',
        { headers: { authorization: 'Basic YTpi' } },
        'UNAUTHENTICATED',
      ],
    ] as const)('is typed about %s', async (_what, path, init, code) => {
      expect((await trpcError(await get(path, init))).appCode).toBe(code)
    })

    it.each([
      ['DELETE', '/trpc/stats.maps', 'GET, POST'],
      ['GET', '/trpc/matches.ingest', 'POST'],
    ])('says what it takes instead of %s %s', async (method, path, allow) => {
      const response = await get(path, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    })

    it('takes no body that is compressed', async () => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
      const response = await get('/trpc/stats.maps', { method: 'POST', headers, body: '{}' })
      expect(response.status).toBe(415)
      expect(await trpcError(response)).toMatchObject({
        appCode: 'UNSUPPORTED_MEDIA_TYPE',
        fields: [{ pointer: '/headers/content-encoding' }],
      })
    })

    it('says that a body is not JSON without quoting it', async () => {
      const headers = { 'content-type': 'application/json' }
      const response = await get('/trpc/stats.maps', { method: 'POST', headers, body: '{secret' })
      const text = await response.clone().text()
      expect(text).not.toContain('secret')
      expect(await trpcError(response)).toMatchObject({
        appCode: 'BAD_INPUT',
        fields: [{ pointer: '', message: 'not valid JSON' }],
      })
    })

    it('takes a body of 1 MB at most, whether its length is stated or not', async () => {
      const body = JSON.stringify({ queue: 'x'.repeat(1_100_000) })
      const headers = { 'content-type': 'application/json' }
      const stated = await get('/trpc/stats.maps', { method: 'POST', headers, body })
      expect((await trpcError(stated)).appCode).toBe('BODY_TOO_LARGE')
      const chunked = await get('/trpc/stats.maps', {
        method: 'POST',
        headers,
        body: new Blob([body]).stream(),
        duplex: 'half',
      } as RequestInit)
      expect((await trpcError(chunked)).appCode).toBe('BODY_TOO_LARGE')
    })

    it('does not count the time a body takes to arrive as its own', async () => {
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          for (const part of ['{"reg', 'ion":', '"eu', '"}']) {
            // Together more than the two seconds a request has.
            await setTimeout(600)
            controller.enqueue(new TextEncoder().encode(part))
          }
          controller.close()
        },
      })
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
      expect((await get('/trpc/stats.maps', init)).status).toBe(200)
    })

    it('checks a key before it waits for the body', async () => {
      const answer = await rawAnswer(server.port, [
        'POST /trpc/matches.ingest HTTP/1.1',
        'Host: 127.0.0.1',
        'Content-Type: application/json',
        'Content-Length: 8000000',
      ])
      expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    })

    it('refuses JSON that is nested too deep', async () => {
      const token = await newKey(infra, ['matches:write'])
      const document = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
      const response = await get('/trpc/matches.ingest', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: `{"source":"riot","document":${document}}`,
      })
      expect((await trpcError(response)).appCode).toBe('BAD_INPUT')
    })

    it('lets a public answer be cached for a second and a private one never', async () => {
      const publicAnswer = await get('/trpc/stats.maps,matches.list?batch=1')
      expect(publicAnswer.headers.get('cache-control')).toBe(
        'public, max-age=1, stale-while-revalidate=10',
      )
      const token = await newKey(infra, ['ops:read'])
      const headers = { authorization: `Bearer ${token}` }
      const mixed = await get('/trpc/stats.maps,ops.health?batch=1', { headers })
      expect(mixed.status).toBe(200)
      expect(mixed.headers.get('cache-control')).toBe('no-store')
    })

    it('stops taking a key within a second of its revocation', async () => {
      const token = await newKey(infra, ['ops:read'])
      const headers = { authorization: `Bearer ${token}` }
      expect((await get('/trpc/ops.health', { headers })).status).toBe(200)
      await infra.db.updateTable('api_key').set({ revoked_at: new Date() }).execute()
      await setTimeout(1_000)
      expect((await get('/trpc/ops.health', { headers })).status).toBe(401)
    })
  })

  describe('HTTP conventions', () => {
    it('takes over a usable request id and replaces any other', async () => {
      const echoed = await get('/livez', { headers: { 'x-request-id': 'abc-12345.z' } })
      expect(echoed.headers.get('x-request-id')).toBe('abc-12345.z')
      const replaced = await get('/livez', { headers: { 'x-request-id': 'a b' } })
      expect(replaced.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    })

    it.each([
      ['/nothing', 'GET', 404, 'NOT_FOUND'],
      ['/trpcx', 'GET', 404, 'NOT_FOUND'],
      ['//ops/jobs', 'GET', 404, 'NOT_FOUND'],
      ['/livez', 'POST', 405, 'METHOD_NOT_ALLOWED'],
      ['/ingest/matches', 'GET', 405, 'METHOD_NOT_ALLOWED'],
    ])('answers %s by %s with a problem', async (path, method, status, code) => {
      const response = await get(path, { method })
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const problem = await json<ProblemAnswer>(response)
      expect(problem).toMatchObject({ status, code })
      expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    })

    it('answers oversize headers, on Node with a problem whose status fits its code', async () => {
      const response = await get(`/livez?${'a'.repeat(20_000)}`)
      expect(response.status).toBe(runtime === 'node' ? 400 : 431)
      if (runtime === 'node') {
        expect(await json(response)).toMatchObject({
          status: 400,
          code: 'BAD_INPUT',
          error: { data: { appCode: 'BAD_INPUT', httpStatus: 400 } },
        })
      }
    })

    it('ignores an expectation it does not know', async () => {
      const answer = await rawAnswer(server.port, [
        'GET /trpc/stats.nothing HTTP/1.1',
        'Host: 127.0.0.1',
        'Expect: foo',
      ])
      expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    })

    it('lets listed origins in and no others', async () => {
      const listed = await get('/trpc/stats.maps', { headers: { origin: 'https://site.example' } })
      expect(listed.headers.get('access-control-allow-origin')).toBe('https://site.example')
      const other = await get('/trpc/stats.maps', { headers: { origin: 'https://evil.example' } })
      expect(other.headers.get('access-control-allow-origin')).toBeNull()
    })

    it('has security headers on every answer', async () => {
      for (const path of ['/', '/trpc/stats.maps', '/nothing', '/ops/login']) {
        const { headers } = await get(path)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      }
    })
  })

  describe('probes', () => {
    it('is alive and ready', async () => {
      expect(await json(await get('/livez'))).toMatchObject({ ok: true })
      const ready = await get('/readyz')
      expect(ready.status).toBe(200)
      expect(await json(ready)).toMatchObject({
        checks: { postgres: { ok: true }, redis: { ok: true } },
      })
    })

    it('counts requests and procedures', async () => {
      await get('/trpc/stats.maps')
      const text = await (await get('/metrics')).text()
      expect(text).toMatch(/loadout_procedure_calls_total\{path="stats.maps",code="OK"\} \d+/)
      expect(text).toMatch(
        /loadout_http_request_duration_seconds_count\{method="GET",route="\/trpc",status="200"\}/,
      )
      expect(text).toContain('process_cpu_seconds_total')
    })
  })

  it('says where everything is', async () => {
    expect(await json(await get('/'))).toMatchObject({
      name: 'Loadout',
      links: { jobs: '/ops/jobs' },
    })
  })
})

/** The beginning of the answer to a request that consists of these header lines only. */
async function rawAnswer(port: number, head: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  let answer = ''
  while (!answer.includes('"appCode"')) {
    const [chunk]: unknown[] = await once(socket, 'data')
    answer += String(chunk)
  }
  socket.destroy()
  return answer
}

function appCodeOf(result: PromiseSettledResult<unknown>): string | undefined {
  if (result.status === 'fulfilled') return 'OK'
  return isTRPCClientError<AppRouter>(result.reason) ? result.reason.data?.appCode : undefined
}
