import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { isAppError } from '@loadout/core'
import { UnreadableFileError } from '@loadout/infra'
import { afterEach, describe, expect, it } from 'vitest'
import { CliError } from '../cli-error.ts'
import { joinLines, postMatches } from './http-target.ts'

const EMPTY = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0, rejected: [] }

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Somebody else's server: answers every request alike and keeps what it got. */
async function serve(status: number, body: unknown, headers: Record<string, string> = {}) {
  const requests: { readonly request: IncomingMessage; readonly body: Buffer }[] = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    requests.push({ request, body: Buffer.concat(chunks) })
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  server.on('clientError', () => {})
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, requests }
}

const post = (url: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) =>
  postMatches({ url, key: 'ldk_x', source: 'riot' }, chunks)

const LINES = [Buffer.from('{"a":1}\n'), Buffer.from('{"b":2}\n')]

describe('postMatches', () => {
  it('streams the lines compressed, with the key', async () => {
    const { url, requests } = await serve(200, { ...EMPTY, accepted: 2 })
    expect(await post(url, LINES)).toMatchObject({ accepted: 2 })
    const [{ request, body }] = requests as [(typeof requests)[number]]
    expect(request).toMatchObject({ method: 'POST', url: '/ingest/matches?source=riot' })
    expect(request.headers).toMatchObject({
      authorization: 'Bearer ldk_x',
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
    })
    expect(gunzipSync(body).toString()).toBe('{"a":1}\n{"b":2}\n')
  })

  it("throws the server's own error with its code", async () => {
    const problem = { code: 'RATE_LIMITED', title: 'Slow down' }
    const { url } = await serve(429, problem, { 'retry-after': '7' })
    const error = await post(url, LINES).catch((reason: unknown) => reason)
    expect(isAppError(error, 'RATE_LIMITED')).toBe(true)
    expect(error).toMatchObject({ message: 'Slow down', retryAfterSeconds: 7 })
  })

  it('does not take another server for a Loadout server', async () => {
    const { url } = await serve(404, '<html>')
    await expect(post(url, LINES)).rejects.toThrow('answered 404')
  })

  it('says where no server answers', async () => {
    await expect(post('http://127.0.0.1:1', LINES)).rejects.toThrow(CliError)
  })

  it('gives the reason of an input that breaks, not that of the request', async () => {
    const { url } = await serve(200, EMPTY)
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{}\n')
      throw new UnreadableFileError('unexpected end of file')
    }
    await expect(post(url, broken())).rejects.toThrow(UnreadableFileError)
  })
})

describe('joinLines', () => {
  it('makes one line of a document without changing what it says', async () => {
    const document = { a: [1, { b: 'line\nbreak' }], c: null }
    const bytes = Buffer.from(JSON.stringify(document, null, 2))
    const pieces = Array.from({ length: Math.ceil(bytes.length / 5) }, (_, index) =>
      bytes.subarray(index * 5, index * 5 + 5),
    )
    const joined: Uint8Array[] = []
    for await (const piece of joinLines(Readable.from(pieces))) joined.push(piece)
    const line = Buffer.concat(joined).toString()
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toEqual(document)
  })
})
