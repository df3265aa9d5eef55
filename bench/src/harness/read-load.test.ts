import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rawRequest } from './raw-http.ts'
import { readLoad } from './read-load.ts'

const rate = { perSecond: 500, seconds: 0.02 }
const { signal } = new AbortController()
let server: Server
let base: string
let said: string[]
const bench = { signal, say: (line: string) => void said.push(line) }

beforeEach(async () => {
  said = []
  server = createServer((incoming, outgoing) => {
    outgoing.writeHead(incoming.url === '/bad' ? 500 : 200).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterEach(() => void server.close().closeAllConnections())

const requests = (...paths: readonly string[]) => paths.map((path) => rawRequest(base + path))

describe('readLoad', () => {
  it('asks in turn, and says what share failed', async () => {
    const load = await readLoad(bench, base, { ...rate, requests: requests('/good', '/bad') })
    expect(load.failed).toBe(50)
    expect(load.p99).toBeGreaterThanOrEqual(load.p50)
    expect(said).toEqual([expect.stringContaining('500 Internal Server Error')])
  })

  it('is silent when all goes well', async () => {
    const load = await readLoad(bench, base, { ...rate, requests: requests('/good') })
    expect(load.failed).toBe(0)
    expect(said).toEqual([])
  })

  it('does something else meanwhile, and fails with it', async () => {
    const of = { ...rate, requests: requests('/good') }
    let isDone = false
    await readLoad(bench, base, of, async () => {
      isDone = true
    })
    expect(isDone).toBe(true)
    const failing = readLoad(bench, base, of, async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
  })
})
