import { describe, expect, it } from 'vitest'
import { errorOf, rawClient } from './support/calls.ts'
import { type Answer, echo, failure, sendJson, serve } from './support/trpc-server.ts'

/** Answers the first `times` requests with `bad`, all later ones properly. */
function failing(times: number, bad: Answer): Answer {
  let count = 0
  return (received, response) => {
    count += 1
    return (count <= times ? bad : echo)(received, response)
  }
}

const unavailable: Answer = (_received, response) => {
  response.writeHead(502, { 'content-type': 'text/html' })
  response.end('<html>')
}
const reset: Answer = (_received, response) => {
  response.socket?.destroy()
}
const cutOff: Answer = (_received, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end('{"result":')
}
const rateLimited: Answer = (received, response) => {
  const error = failure('RATE_LIMITED', 429, { retryable: true })
  sendJson(response, received.batched ? received.paths.map(() => error) : error, {
    status: 429,
    headers: { 'retry-after': '0' },
  })
}

describe('queries', () => {
  it.each([
    ['a bad gateway', unavailable],
    ['a reset connection', reset],
    ['a cut-off answer', cutOff],
    ['a rate limit', rateLimited],
  ])('are tried again after %s', async (_name, bad) => {
    const server = await serve(failing(2, bad))
    const client = rawClient({ url: server.url })
    expect(await client.query('a', 1)).toEqual({ path: 'a', input: 1 })
    expect(server.received).toHaveLength(3)
  })

  it('give up after the second retry', async () => {
    const server = await serve(failing(3, unavailable))
    const error = await errorOf(rawClient({ url: server.url }).query('a'))
    expect(error).toMatchObject({ code: 'UNAVAILABLE', status: 502 })
    expect(server.received).toHaveLength(3)
  })

  it('are not tried again when that cannot help', async () => {
    const server = await serve((_received, response) =>
      sendJson(response, failure('NOT_FOUND', 404)),
    )
    expect((await errorOf(rawClient({ url: server.url }).query('a'))).code).toBe('NOT_FOUND')
    expect(server.received).toHaveLength(1)
  })

  it('repeat only the failed items of a batch', async () => {
    let first = true
    const server = await serve((received, response) => {
      if (!first) return echo(received, response)
      first = false
      const error = failure('INTERNAL', 500, { retryable: true })
      return sendJson(response, [{ result: { data: 'x' } }, error], { status: 207 })
    })
    const client = rawClient({ url: server.url })
    expect(await Promise.all([client.query('x'), client.query('y', 1)])).toEqual([
      'x',
      { path: 'y', input: 1 },
    ])
    expect(server.received.map((request) => request.paths)).toEqual([['x', 'y'], ['y']])
  })

  it('fail at once when the server asks for a longer pause than the client would make', async () => {
    const server = await serve((_received, response) => {
      response.writeHead(503, { 'retry-after': '120' })
      response.end()
    })
    const error = await errorOf(rawClient({ url: server.url }).query('a'))
    expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 120 })
    expect(server.received).toHaveLength(1)
  })

  it('stop when the caller leaves during the pause', async () => {
    const server = await serve(unavailable)
    const controller = new AbortController()
    const client = rawClient({
      url: server.url,
      retry: { baseDelayMs: 1e9, maxDelayMs: 1e9 },
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        setTimeout(() => controller.abort(), 20)
        return response
      },
    })
    expect((await errorOf(client.query('a', 1, { signal: controller.signal }))).code).toBe(
      'ABORTED',
    )
    expect(server.received).toHaveLength(1)
  })

  it('share a budget, so that a dead server is not hit three times as hard', async () => {
    const server = await serve(unavailable)
    const client = rawClient({ url: server.url, batch: false })
    await Promise.all(Array.from({ length: 50 }, (_, n) => errorOf(client.query('a', n))))
    expect(server.received).toHaveLength(60)
  })
})

describe('mutations', () => {
  it('are not tried again', async () => {
    const server = await serve(failing(1, reset))
    expect((await errorOf(rawClient({ url: server.url }).mutate('m', 1))).code).toBe('NETWORK')
    expect(server.received).toHaveLength(1)
  })

  it('are tried again with an idempotency key, which the server sees every time', async () => {
    const server = await serve(failing(1, reset))
    const client = rawClient({ url: server.url })
    expect(await client.mutate('m', 1, { idempotencyKey: 'k-1' })).toEqual({ path: 'm', input: 1 })
    expect(server.received.map((request) => request.headers['idempotency-key'])).toEqual([
      'k-1',
      'k-1',
    ])
  })
})
