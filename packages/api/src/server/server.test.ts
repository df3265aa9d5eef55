import { once } from 'node:events'
import { createServer, IncomingMessage } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { silentLog } from '@loadout/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLifecycle } from './lifecycle.ts'
import { answerClientError } from './node-client-error.ts'
import { limitIdleTime, limitRequestTime } from './node-timeouts.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('lifecycle', () => {
  it('stays open as a lame duck, then drains, aborts and closes, in this order', async () => {
    vi.useFakeTimers()
    const steps: string[] = []
    const lifecycle = createLifecycle()
    const parts = {
      server: {
        drain: async () => void steps.push('drain'),
        abort: () => void steps.push('abort'),
      },
      close: async () => void steps.push('close'),
      log: silentLog,
    }
    const stopped = lifecycle.stop(parts)
    expect(lifecycle.draining).toBe(true)
    await vi.advanceTimersByTimeAsync(999)
    expect(steps).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await stopped
    expect(steps).toEqual(['drain', 'abort', 'close'])
  })

  it('ends within 6 s even if nothing ends by itself, and only once', async () => {
    vi.useFakeTimers()
    const abort = vi.fn()
    const forever = () => new Promise<void>(() => {})
    const lifecycle = createLifecycle()
    const parts = { server: { drain: forever, abort }, close: forever, log: silentLog }
    const both = Promise.all([lifecycle.stop(parts), lifecycle.stop(parts)])
    await vi.advanceTimersByTimeAsync(6_000)
    await both
    expect(abort).toHaveBeenCalledTimes(1)
  })
})

describe('on Node', () => {
  /** What a server with our listeners answers to raw bytes, until it closes the connection. */
  async function raw(bytes: string): Promise<string> {
    const server = createServer((_request, response) => response.end('ok'))
    server.on('clientError', answerClientError)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(bytes)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    server.close()
    return answer
  }

  it('answers headers that are too large with a status that fits the code', async () => {
    const answer = await raw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(head).toContain('Connection: close')
    expect(JSON.parse(body)).toMatchObject({
      status: 400,
      code: 'BAD_INPUT',
      title: 'The URL and the headers are larger than 16 KB: send the call by POST',
      error: { data: { appCode: 'BAD_INPUT', httpStatus: 400 } },
    })
  })

  it.each([
    'NOT HTTP AT ALL\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
  ])('answers %j with 400', async (bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400 [\s\S]+"code":"BAD_INPUT"/)
  })

  describe('limitRequestTime', () => {
    function incoming(url: string, headers: Record<string, string>) {
      const message = Object.assign(new IncomingMessage(new Socket()), { url, headers })
      const destroyed = vi.spyOn(message, 'destroy').mockReturnThis()
      vi.useFakeTimers()
      limitRequestTime(message)
      return { message, destroyed }
    }

    it('stops its clock when the request is over', () => {
      const { message, destroyed } = incoming('/trpc/a', { 'transfer-encoding': 'chunked' })
      message.emit('close')
      vi.advanceTimersByTime(60_000)
      expect(destroyed).not.toHaveBeenCalled()
    })

    it('ends a body that is not here after 20 s', () => {
      const { destroyed } = incoming('/trpc/a', { 'content-length': '10' })
      vi.advanceTimersByTime(19_999)
      expect(destroyed).not.toHaveBeenCalled()
      vi.advanceTimersByTime(1)
      expect(destroyed).toHaveBeenCalled()
    })

    it('leaves a body alone that is here, however long the answer takes', () => {
      const { message, destroyed } = incoming('/trpc/a', { 'content-length': '10' })
      message.complete = true
      vi.advanceTimersByTime(60_000)
      expect(destroyed).not.toHaveBeenCalled()
    })

    it('lets no upload stand still', () => {
      const { destroyed } = incoming('/ingest/matches', { 'transfer-encoding': 'chunked' })
      vi.advanceTimersByTime(30_000)
      expect(destroyed).not.toHaveBeenCalled()
      vi.advanceTimersByTime(30_000)
      expect(destroyed).toHaveBeenCalled()
    })

    it('has no clock for requests without a body', () => {
      incoming('/trpc/a', {})
      expect(vi.getTimerCount()).toBe(0)
    })
  })

  describe('limitIdleTime', () => {
    const IDLE_MS = 50
    const LONG_MS = 400
    const HEAD = 'POST /ingest/matches HTTP/1.1\r\nHost: a\r\nConnection: close\r\n'

    /** What is left of an upload to a server that answers when `work` is done. */
    async function upload(bytes: string, work: (request: IncomingMessage) => Promise<void>) {
      const server = createServer((request, response) => {
        limitIdleTime(request, IDLE_MS)
        request.on('error', () => {})
        void work(request).then(() => response.end('done'))
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(bytes)
      let answer = ''
      socket.on('data', (chunk) => {
        answer += String(chunk)
      })
      await once(socket, 'close')
      server.close()
      return answer
    }

    it('does not cut a whole upload off while the server works on it', async () => {
      const answer = await upload(`${HEAD}Content-Length: 4\r\n\r\nbody`, async (request) => {
        for await (const _ of request);
        await setTimeout(LONG_MS)
      })
      expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]+done/)
    })

    it('does not cut an upload off that the server holds up', async () => {
      const size = 1_000_000
      const bytes = `${HEAD}Content-Length: ${size}\r\n\r\n${'x'.repeat(size)}`
      const answer = await upload(bytes, async (request) => {
        await setTimeout(LONG_MS)
        for await (const _ of request);
      })
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    })

    it('ends an upload whose sender falls silent', async () => {
      const answer = await upload(`${HEAD}Content-Length: 5\r\n\r\nbody`, async (request) => {
        request.resume()
        await once(request, 'end')
      })
      expect(answer).toBe('')
    })
  })
})
