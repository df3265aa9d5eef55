import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { openRaw, rawRequest, readAnswer } from './raw-http.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  stops.push(() => void server.close().closeAllConnections())
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

function open(base: string) {
  const client = openRaw(base)
  stops.push(() => client[Symbol.dispose]())
  return client
}

describe('openRaw', () => {
  it('sends what it was given', async () => {
    const seen: unknown[] = []
    const url = await serve(async (incoming, outgoing) => {
      const { method, url: path, headers } = incoming
      seen.push({ method, path, cookie: headers.cookie, body: await text(incoming) })
      outgoing.end('{}')
    })
    const request = rawRequest(`${url}/a?b=%22c%22`, {
      ...{ method: 'POST', headers: { cookie: 'd=e' }, body: '{"f":"ü"}' },
    })
    expect(await open(url).send(request)).toMatchObject({ status: 200 })
    expect(seen).toEqual([
      { method: 'POST', path: '/a?b=%22c%22', cookie: 'd=e', body: '{"f":"ü"}' },
    ])
  })

  it('keeps a connection for the next request, and opens another while it is in use', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((incoming, outgoing) => {
      ports.add(incoming.socket.remotePort)
      setImmediate(() => outgoing.end('x'.repeat(100_000)))
    })
    const client = open(url)
    const get = () => client.send(rawRequest(url))
    await get()
    await get()
    expect(ports.size).toBe(1)
    await Promise.all([get(), get()])
    expect(ports.size).toBe(2)
  })

  it('waits for the last chunk of an answer without a length', async () => {
    const url = await serve((_, outgoing) => {
      outgoing.write('{"a":')
      setImmediate(() => outgoing.end('1}'))
    })
    const client = open(url)
    expect(await client.send(rawRequest(url))).toMatchObject({ status: 200 })
    expect(await client.send(rawRequest(url))).toMatchObject({ status: 200 })
  })

  it('says what the status and the headers are', async () => {
    const url = await serve((_, outgoing) => {
      outgoing.writeHead(304, { etag: '"1"', 'set-cookie': ['a=1', 'b=2'] }).end()
    })
    const { status, head } = await open(url).send(rawRequest(url))
    expect(status).toBe(304)
    expect(head).toContain('set-cookie: b=2')
  })

  it('fails when the server goes away, and goes on over another connection', async () => {
    let requests = 0
    const url = await serve((incoming, outgoing) => {
      requests += 1
      if (requests === 1) incoming.socket.destroy()
      else outgoing.end('{}')
    })
    const client = open(url)
    await expect(client.send(rawRequest(url))).rejects.toThrow()
    expect(await client.send(rawRequest(url))).toMatchObject({ status: 200 })
  })

  it('does not use a connection again that the server closes', async () => {
    const url = await serve((_, outgoing) => {
      outgoing.setHeader('connection', 'close').end('{}')
    })
    const client = open(url)
    await client.send(rawRequest(url))
    expect(await client.send(rawRequest(url))).toMatchObject({ status: 200 })
  })

  it('fails where nobody listens', async () => {
    const server = createTcpServer((socket: Socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    server.close()
    await expect(open(url).send(rawRequest(url))).rejects.toThrow('ECONNREFUSED')
  })
})

describe('readAnswer', () => {
  const read = (text: string) => readAnswer(Buffer.from(text))

  it('asks for more until the answer is whole', () => {
    const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'
    for (let length = 0; length < whole.length; length += 1) {
      expect(read(whole.slice(0, length))).toBeNull()
    }
    expect(read(whole)).toEqual({
      ...{ status: 200, head: 'HTTP/1.1 200 OK\r\nContent-Length: 3' },
      body: Buffer.from('abc'),
    })
  })

  it('knows the end of chunks', () => {
    const whole = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n'
    expect(read(whole.slice(0, -1))).toBeNull()
    expect(read(whole)).toMatchObject({ status: 200 })
  })
})
