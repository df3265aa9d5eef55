import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { errorOf, rawClient } from './support/calls.ts'
import { failure, result, sendJson, serve } from './support/trpc-server.ts'

/** The errors of two queries of one batch. */
async function errorsOf(answer: (response: ServerResponse) => void) {
  const server = await serve((_received, response) => answer(response))
  const client = rawClient({ url: server.url, retry: false })
  return Promise.all([errorOf(client.query('a')), errorOf(client.query('b'))])
}

function html(status: number, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end('<html><h1>nginx</h1></html>')
  }
}

describe('an answer that is not JSON', () => {
  it.each([
    [413, 'BODY_TOO_LARGE', false],
    [414, 'URL_TOO_LONG', false],
    [431, 'URL_TOO_LONG', false],
    [429, 'RATE_LIMITED', true],
    [502, 'UNAVAILABLE', true],
    [503, 'UNAVAILABLE', true],
    [504, 'TIMEOUT', true],
    [522, 'UNAVAILABLE', true],
    [404, 'NOT_FOUND', false],
    [401, 'UNAUTHENTICATED', false],
    [418, 'BAD_RESPONSE', false],
    [200, 'BAD_RESPONSE', false],
  ])('with status %i is %s', async (status, code, retryable) => {
    const errors = await errorsOf(html(status, { 'x-request-id': 'req-7' }))
    for (const error of errors) {
      expect(error).toMatchObject({ code, status, retryable, requestId: 'req-7', fields: [] })
    }
  })

  it('says what it was', async () => {
    const [error] = await errorsOf(html(502))
    expect(error.message).toBe("The answer is not a Loadout server's: 502, text/html")
  })
})

describe('JSON that is not an answer', () => {
  it('is a retryable BAD_RESPONSE when it is cut off', async () => {
    const [error] = await errorsOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('[{"result":{"data":1')
    })
    expect(error).toMatchObject({ code: 'BAD_RESPONSE', status: 200, retryable: true })
  })

  it.each([
    ['too few items', [result(1)]],
    ['too many items', [result(1), result(2), result(3)]],
    ['no items', []],
    ['null', null],
    ['a string', 'ok'],
    ['one result for two calls', result(1)],
  ])('is a BAD_RESPONSE for every call: %s', async (_name, body) => {
    const errors = await errorsOf((response) => sendJson(response, body))
    expect(errors.map((error) => error.code)).toEqual(['BAD_RESPONSE', 'BAD_RESPONSE'])
  })

  it.each([null, 1, 'x', [], {}, { result: 1 }, { error: 'x' }, { __proto__: { result: {} } }])(
    'is a BAD_RESPONSE for that item alone: %j',
    async (item) => {
      const server = await serve((_received, response) =>
        sendJson(response, [item, result('fine')]),
      )
      const client = rawClient({ url: server.url, retry: false })
      const [error, other] = await Promise.all([errorOf(client.query('a')), client.query('b')])
      expect(error.code).toBe('BAD_RESPONSE')
      expect(other).toBe('fine')
    },
  )
})

describe('no answer', () => {
  it('is NETWORK when the connection is reset', async () => {
    const errors = await errorsOf((response) => response.socket?.destroy())
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'NETWORK', status: undefined, retryable: true })
      expect(error.cause).toBeInstanceOf(Error)
    }
  })

  it('is NETWORK when the body breaks off', async () => {
    const [error] = await errorsOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('[{"result"', () => response.socket?.destroy())
    })
    expect(error.code).toBe('NETWORK')
  })

  it('is NETWORK when nobody listens', async () => {
    const client = rawClient({ url: 'http://127.0.0.1:1', retry: false })
    expect((await errorOf(client.query('a'))).code).toBe('NETWORK')
  })
})

describe("the server's errors", () => {
  it('carry code, status, fields and request id', async () => {
    const fields = [{ pointer: '/top', message: 'too big' }]
    const server = await serve((_received, response) =>
      sendJson(response, failure('BAD_INPUT', 400, { fields }), { status: 400 }),
    )
    const error = await errorOf(rawClient({ url: server.url }).query('a', { top: 99 }))
    expect(error).toMatchObject({
      name: 'LoadoutError',
      code: 'BAD_INPUT',
      message: 'BAD_INPUT happened',
      status: 400,
      retryable: false,
      fields,
      requestId: 'req-item',
    })
  })

  it('reach every call when the batch as a whole is refused', async () => {
    const errors = await errorsOf((response) =>
      sendJson(response, failure('BATCH_TOO_LARGE', 413), { status: 413 }),
    )
    expect(errors.map((error) => error.code)).toEqual(['BATCH_TOO_LARGE', 'BATCH_TOO_LARGE'])
  })
})

it('rejects an input that JSON cannot say, without sending', async () => {
  const server = await serve((_received, response) => sendJson(response, result(1)))
  const client = rawClient({ url: server.url })
  expect((await errorOf(client.query('a', { n: 1n }))).code).toBe('BAD_INPUT')
  expect(server.received).toEqual([])
})

it('leaves prototypes alone, whatever a server sends', async () => {
  const text =
    '{"result":{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}'
  const server = await serve((_received, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(text)
  })
  const client = rawClient({ url: server.url })
  await client.query('__proto__.polluted', JSON.parse('{"__proto__":{"polluted":1}}'))
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(server.received[0]?.paths).toEqual(['__proto__.polluted'])
})
