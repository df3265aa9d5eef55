import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpUpstream } from './http-upstream.ts'

const KEY = 'RGAPI-secret'
const REQUEST = { region: 'eu', method: 'match', path: '/val/match/v1/matches/x%2Fy' }

let server: Server
let host: string
let seen: { readonly url: string | undefined; readonly key: unknown }[]
let respond: RequestListener

beforeEach(async () => {
  seen = []
  respond = (_, response) => response.end('{"ok":true}')
  server = createServer((request, response) => {
    seen.push({ url: request.url, key: request.headers['x-riot-token'] })
    respond(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  host = `127.0.0.1:${address.port}`
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const upstream = (options = {}) =>
  createHttpUpstream({
    baseUrl: `http://${host}/{region}/`,
    apiKey: KEY,
    allowedHosts: [host],
    ...options,
  })
const inTime = (milliseconds = 2_000) => ({ deadline: performance.now() + milliseconds })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('createHttpUpstream', () => {
  it('asks the host of the region, with the key', async () => {
    const answer = await upstream().get(REQUEST, inTime())
    expect(seen).toEqual([{ url: '/eu/val/match/v1/matches/x%2Fy', key: KEY }])
    expect(answer).toMatchObject({ kind: 'reply', status: 200 })
    if (answer.kind === 'reply') expect(text(answer.body)).toBe('{"ok":true}')
  })

  it('answers with any status, and with headers by name in any case', async () => {
    respond = (_, response) => response.writeHead(429, { 'Retry-After': '7' }).end()
    const answer = await upstream().get(REQUEST, inTime())
    expect(answer).toMatchObject({ kind: 'reply', status: 429 })
    if (answer.kind !== 'reply') throw new Error('no reply')
    expect(answer.header('retry-AFTER')).toBe('7')
    expect(answer.header('x-none')).toBeNull()
  })

  it('does not follow a redirect, be it to itself', async () => {
    respond = (_, response) => response.writeHead(302, { Location: `http://${host}/x` }).end()
    expect(await upstream().get(REQUEST, inTime())).toMatchObject({ kind: 'reply', status: 302 })
    expect(seen).toHaveLength(1)
  })

  it('contacts nobody who is not on the list', async () => {
    const closed = upstream({ allowedHosts: ['example.com'] })
    await expect(closed.get(REQUEST, inTime())).rejects.toThrow('CRAWLER_ALLOWED_HOSTS')
    expect(seen).toEqual([])
  })

  it('cannot be led to another host by a path', async () => {
    const sly = { ...REQUEST, path: '/../../@example.com//evil' }
    await upstream().get(sly, inTime())
    expect(seen).toHaveLength(1)
  })

  it('gives up at the deadline', async () => {
    respond = () => {}
    expect(await upstream().get(REQUEST, inTime(50))).toEqual({
      kind: 'failure',
      reason: 'TIMEOUT',
    })
  })

  it('gives up at the deadline in the middle of a body, too', async () => {
    respond = (_, response) => response.write('{')
    expect(await upstream().get(REQUEST, inTime(80))).toMatchObject({ reason: 'TIMEOUT' })
  })

  it('sends nothing that would come too late', async () => {
    expect(await upstream().get(REQUEST, inTime(-1))).toMatchObject({ reason: 'TIMEOUT' })
    expect(seen).toEqual([])
  })

  it('ends with the job', async () => {
    respond = () => {}
    const abort = new AbortController()
    const answer = upstream().get(REQUEST, { ...inTime(), signal: abort.signal })
    abort.abort(new Error('cancelled'))
    await expect(answer).rejects.toThrow('cancelled')
  })

  it('reads a body up to its size, decompressed', async () => {
    const options = { maxBytes: 1_000 }
    respond = (_, response) => response.end('x'.repeat(1_000))
    expect(await upstream(options).get(REQUEST, inTime())).toMatchObject({ kind: 'reply' })
    respond = (_, response) => response.end('x'.repeat(1_001))
    const tooLarge = { kind: 'failure', reason: 'BODY_TOO_LARGE' }
    expect(await upstream(options).get(REQUEST, inTime())).toEqual(tooLarge)
    respond = (_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)))
    expect(await upstream(options).get(REQUEST, inTime())).toEqual(tooLarge)
  })

  it('does not ask again when the connection breaks', async () => {
    respond = (request) => request.socket.destroy()
    expect(await upstream().get(REQUEST, inTime())).toEqual({ kind: 'failure', reason: 'NETWORK' })
    respond = (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('{"half', () => response.destroy())
    }
    expect(await upstream().get(REQUEST, inTime())).toEqual({ kind: 'failure', reason: 'NETWORK' })
    expect(seen).toHaveLength(2)
  })
})
