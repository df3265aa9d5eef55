import { describe, expect, it, vi } from 'vitest'
import { RECEIVE_MS, readUpTo, receiveBody } from './receive-body.ts'

const URL_ = 'http://api/trpc/x'

function chunked(chunks: readonly string[]): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    },
  })
  return new Request(URL_, { method: 'POST', body, duplex: 'half' })
}

describe('receiveBody', () => {
  it('refuses a stated length over the limit without reading', async () => {
    const headers = { 'content-length': '4' }
    const request = new Request(URL_, { method: 'POST', body: 'text', headers })
    await expect(receiveBody(request, 3)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
    expect(request.bodyUsed).toBe(false)
    expect(await (await receiveBody(request, 4)).text()).toBe('text')
  })

  it('reads a body without a length up to the limit', async () => {
    const request = await receiveBody(chunked(['ab', 'cd']), 4)
    expect(await request.text()).toBe('abcd')
    await expect(receiveBody(chunked(['ab', 'cd']), 3)).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    })
  })

  it('blames the caller for a body that does not arrive in time', async () => {
    vi.useFakeTimers()
    const body = new ReadableStream<Uint8Array>({})
    const received = receiveBody(new Request(URL_, { method: 'POST', body, duplex: 'half' }), 10)
    const refused = expect(received).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'The body did not arrive in time',
    })
    await vi.advanceTimersByTimeAsync(RECEIVE_MS)
    await refused
    vi.useRealTimers()
  })

  it('blames the caller for a body that breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('read ECONNRESET')),
    })
    const request = new Request(URL_, { method: 'POST', body, duplex: 'half' })
    await expect(receiveBody(request, 10)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'The body breaks off',
    })
  })

  it('leaves requests without a body alone', async () => {
    const get = new Request(URL_)
    expect(await receiveBody(get, 0)).toBe(get)
    const empty = new Request(URL_, { method: 'POST' })
    expect(await receiveBody(empty, 0)).toBe(empty)
  })
})

describe('readUpTo', () => {
  it('stops reading at the limit', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1_000))
      },
    })
    await expect(readUpTo(endless, 10_000)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
    expect(pulled).toBeLessThan(15)
  })
})
