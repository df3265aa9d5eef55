import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { json, matchLines, newKey } from './fixtures.ts'
import { RUNTIMES, startServer } from './server-process.ts'

/** Four that start at the same time. */
const AT_ONCE = { timeout: 60_000 } as const

describe.each(RUNTIMES)('API process on %s', (runtime) => {
  let infra: TestInfra

  beforeAll(async () => {
    infra = await createTestInfra()
  })
  afterAll(() => infra.close())

  it.for(['SIGTERM', 'SIGINT'] as const)('drains on %s and exits 0', async (signal, { expect }) => {
    const server = await startServer(runtime, infra.env)
    const token = await newKey(infra, ['matches:write'])
    const upload = slowUpload(server.url, { token, lines: matchLines(`${runtime}/${signal}`, 3) })
    await upload.begun
    const stopped = server.stop(signal)
    // Lame duck: still listening and answering, but no longer ready.
    await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(503)
    const late = await fetch(`${server.url}/trpc/stats.maps`)
    expect(late.status).toBe(200)
    if (runtime === 'node') expect(late.headers.get('connection')).toBe('close')
    upload.finish()
    expect(await json(await upload.response)).toMatchObject({ accepted: 3 })
    expect(await stopped).toBe(0)
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow()
  })

  it.concurrent('exits 0 on SIGINT, although a connection hangs', AT_ONCE, async ({ expect }) => {
    const server = await startServer(runtime, infra.env)
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'POST /trpc/stats.maps HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Type: application/json\r\n\r\n',
    )
    await fetch(`${server.url}/livez`)
    expect(await server.stop('SIGINT')).toBe(0)
    socket.destroy()
  })

  it.concurrent('ends when the process that started it is gone', AT_ONCE, async ({ expect }) => {
    const server = await startServer(runtime, infra.env)
    const exited = once(server.child, 'exit')
    server.child.disconnect()
    expect(await exited).toEqual([0, null])
  })

  it.concurrent('says which port is taken and exits 1', AT_ONCE, async ({ expect }) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const server = startServer(runtime, { ...infra.env, PORT: String(port) })
    await expect(server).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`)
    other.close()
  })

  it.concurrent(
    'names every problem of its configuration and exits 78',
    AT_ONCE,
    async ({ expect }) => {
      const bad = {
        ...infra.env,
        DATABASE_URL: 'mysql://secret',
        SESSION_SECRET: 'a secret',
        TRUST_PROXY: 'x',
      }
      const failure = await startServer(runtime, bad).catch((error: unknown) => String(error))
      expect(failure).toContain('exit 78')
      for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'TRUST_PROXY']) {
        expect(failure).toContain(name)
      }
      expect(failure).not.toContain('secret')
    },
  )
})

/** An upload that waits for `finish` before its last line. */
function slowUpload(
  url: string,
  { token, lines }: { readonly token: string; readonly lines: readonly string[] },
) {
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(`${lines.slice(0, -1).join('\n')}\n`))
      begun.resolve()
      await finish.promise
      controller.enqueue(encoder.encode(lines.at(-1) ?? ''))
      controller.close()
    },
  })
  const response = fetch(`${url}/ingest/matches`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
  })
  return { begun: begun.promise, finish: finish.resolve, response }
}
