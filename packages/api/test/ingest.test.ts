import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  json,
  leaks,
  matchLines,
  newKey,
  type ProblemAnswer,
  type ReportAnswer,
} from './fixtures.ts'
import { RUNTIMES, type ServerProcess, startServer } from './server-process.ts'

describe.each(RUNTIMES)('POST /ingest/matches on %s', (runtime) => {
  let infra: TestInfra
  let server: ServerProcess
  let token: string

  beforeAll(async () => {
    infra = await createTestInfra()
    token = await newKey(infra, ['matches:write'])
    server = await startServer(runtime, infra.env)
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await infra.close()
  })

  interface Upload {
    readonly body: string | Uint8Array<ArrayBuffer>
    readonly headers?: Record<string, string>
    readonly query?: string
  }

  const post = ({ body, headers = {}, query = '' }: Upload) =>
    fetch(`${server.url}/ingest/matches${query}`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/x-ndjson',
        ...headers,
      },
    })

  async function problem(response: Response): Promise<ProblemAnswer> {
    const text = await response.text()
    expect(leaks(text)).toEqual([])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    return JSON.parse(text)
  }

  it('takes in documents, and the same ones again as duplicates', async () => {
    const body = matchLines(`${runtime}/plain`, 5).join('\n')
    const first = await post({ body, query: '?source=riot' })
    expect(first.status).toBe(200)
    expect(await json(first)).toMatchObject({ accepted: 5, duplicate: 0, rejected: [] })
    expect(await json(await post({ body }))).toMatchObject({ accepted: 0, duplicate: 5 })
  })

  it('takes in one pretty-printed document as application/json', async () => {
    const [line = ''] = matchLines(`${runtime}/pretty`, 1)
    const body = JSON.stringify(JSON.parse(line), null, 2)
    const response = await post({ body, headers: { 'content-type': 'application/json' } })
    expect(await json(response)).toMatchObject({ accepted: 1, quarantined: 0 })
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ] as const)('takes in %s', async (encoding, compress) => {
    const lines = matchLines(`${runtime}/${encoding}`, 3)
    const body = new Uint8Array(compress(lines.join('\n')))
    const response = await post({ body, headers: { 'content-encoding': encoding } })
    expect(await json(response)).toMatchObject({ accepted: 3 })
  })

  it('names bad lines and takes in the rest', async () => {
    const [first = '', second = ''] = matchLines(`${runtime}/bad-lines`, 2)
    const body = [first, 'not JSON', '', '{"a":"\\u0000"}', second].join('\n')
    const report = await json<ReportAnswer>(await post({ body }))
    expect(report).toMatchObject({ accepted: 2, quarantined: 2 })
    expect(report.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'INVALID_JSON'],
      [4, 'UNKNOWN_SHAPE'],
    ])
  })

  it('takes in the lines around one of 20 MB', async () => {
    const [first = '', second = ''] = matchLines(`${runtime}/oversize`, 2)
    const body = [first, 'x'.repeat(20 * 1024 * 1024), second].join('\n')
    const report = await json<ReportAnswer>(await post({ body }))
    expect(report).toMatchObject({ accepted: 2, quarantined: 1 })
    expect(report.rejected).toMatchObject([{ line: 2, code: 'DOCUMENT_TOO_LARGE' }])
  })

  it('keeps what came before a gzip stream breaks off, and says so', async () => {
    const lines = matchLines(`${runtime}/truncated`, 12)
    const whole = gzipSync(lines.join('\n'))
    const body = new Uint8Array(whole.subarray(0, Math.floor(whole.length * 0.7)))
    const response = await post({ body, headers: { 'content-encoding': 'gzip' } })
    expect(response.status).toBe(400)
    const { code, report } = await problem(response)
    expect(code).toBe('BAD_INPUT')
    expect(report?.accepted).toBeGreaterThan(0)
    expect(report?.accepted).toBeLessThan(12)
    expect(report?.quarantined).toBe(0)
    const again = await json<ReportAnswer>(await post({ body: lines.join('\n') }))
    expect(again.duplicate).toBe(report?.accepted)
  })

  it('refuses what is not gzip at all', async () => {
    const response = await post({ body: 'plain', headers: { 'content-encoding': 'gzip' } })
    expect(await problem(response)).toMatchObject({
      status: 400,
      code: 'BAD_INPUT',
      report: { accepted: 0 },
    })
  })

  it.each([
    ['a wrong source', { query: '?source=valorant' }, 400, 'BAD_INPUT'],
    [
      'another content type',
      { headers: { 'content-type': 'text/csv' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['another encoding', { headers: { 'content-encoding': 'br' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'two encodings',
      { headers: { 'content-encoding': 'gzip, gzip' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['no key', { headers: { authorization: '' } }, 401, 'UNAUTHENTICATED'],
    ['a wrong key', { headers: { authorization: 'Bearer ldk_x_y' } }, 401, 'UNAUTHENTICATED'],
  ] as const)('is typed about %s', async (_what, upload, status, code) => {
    expect(await problem(await post({ body: '{}', ...upload }))).toMatchObject({ status, code })
  })

  it('points at the source', async () => {
    const { fields } = await problem(await post({ body: '{}', query: '?source=x' }))
    expect(fields.map((field) => field.pointer)).toEqual(['/source'])
  })

  it('refuses a key without the scope', async () => {
    const reader = await newKey(infra, ['ops:read'])
    const response = await post({ body: '{}', headers: { authorization: `Bearer ${reader}` } })
    expect(await problem(response)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })

  it('keeps the documents of an upload that the sender leaves in the middle', async () => {
    const lines = matchLines(`${runtime}/aborted`, 6)
    const before = await counts(infra)
    const text = `${lines.slice(0, 5).join('\n')}\n${lines[5]?.slice(0, 500)}`
    const socket = await openUpload(server.port, { token, text })
    await expect.poll(async () => (await counts(infra)).stored).toBe(before.stored + 5)
    socket.destroy()
    const again = await json<ReportAnswer>(await post({ body: lines.join('\n') }))
    expect(again).toMatchObject({ accepted: 1, duplicate: 5 })
    expect((await counts(infra)).rejected).toBe(before.rejected)
    expect(server.output()).not.toContain('"level":"error"')
  })
})

/** Matches stored and documents rejected so far. */
async function counts({ db }: TestInfra): Promise<{ stored: number; rejected: number }> {
  const [matches, rejected] = await Promise.all([
    db.selectFrom('match').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
    db
      .selectFrom('rejected_document')
      .select(db.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  ])
  return { stored: Number(matches.n), rejected: Number(rejected.n) }
}

/** An upload that has sent `text` and not ended. */
async function openUpload(
  port: number,
  { token, text }: { readonly token: string; readonly text: string },
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  const head = [
    'POST /ingest/matches HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/x-ndjson',
    'Transfer-Encoding: chunked',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
  return socket
}
