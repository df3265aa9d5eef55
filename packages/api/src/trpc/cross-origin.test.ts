import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { describe, expect, it } from 'vitest'
import type { ApiEnv } from '../http/variables.ts'
import { crossOrigin } from './cross-origin.ts'

const ORIGINS = ['https://a.example', 'https://b.example']
const ANSWERS = {
  '/plain': () => new Response('plain'),
  '/varies': () => new Response('varies', { status: 207, headers: { vary: 'accept' } }),
  '/fails': () => {
    throw new Error('fails')
  },
}

function serve(middleware: MiddlewareHandler<ApiEnv>) {
  const app = new Hono<ApiEnv>()
  app.onError((error) => new Response(error.message, { status: 500 }))
  app.use(middleware)
  for (const [path, answer] of Object.entries(ANSWERS)) app.all(path, answer)
  return app
}

/** hono's own, which is the model for every header. */
const model = serve(
  cors({
    origin: ORIGINS,
    credentials: true,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      ...['authorization', 'content-type', 'idempotency-key'],
      ...['trpc-accept', 'x-guest-token', 'x-request-id'],
    ],
    exposeHeaders: ['etag', 'retry-after', 'x-request-id'],
    maxAge: 600,
  }),
)
const app = serve(crossOrigin(ORIGINS))

describe('crossOrigin', () => {
  const foreign = ['https://c.example', 'null', '', 'https://a.example.evil', 'https://A.example']
  const cases = Object.keys(ANSWERS).flatMap((path) =>
    ['GET', 'POST', 'OPTIONS'].flatMap((method) =>
      ORIGINS.map((origin) => [method, path, origin] as const),
    ),
  )

  it.each(cases)('answers %s %s from %j as hono does', async (method, path, origin) => {
    const seen = []
    for (const server of [app, model]) {
      const response = await server.request(path, { method, headers: { origin } })
      seen.push([response.status, [...response.headers], await response.text()])
    }
    expect(seen[0]).toEqual(seen[1])
  })

  it.each(foreign)('tells %j nothing but that answers differ by origin', async (origin) => {
    for (const path of Object.keys(ANSWERS)) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const headers = origin === '' ? {} : { origin }
        const response = await app.request(path, { method, headers })
        const names = [...response.headers.keys()].filter((name) => name.startsWith('access-'))
        expect(names).toEqual([])
        expect(response.headers.get('vary')).toMatch(/(?:^|, )Origin$/)
      }
    }
  })

  it('hands the answer on rather than a copy of it', async () => {
    const answer = new Response('own')
    const server = new Hono<ApiEnv>()
    server.use(crossOrigin(ORIGINS))
    server.get('/own', () => answer)
    expect(await server.request('/own', { headers: { origin: 'https://a.example' } })).toBe(answer)
  })
})
