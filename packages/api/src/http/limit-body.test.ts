import { describe, expect, it } from 'vitest'
import { limitBody, readUpTo } from './limit-body.ts'

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

describe('limitBody', () => {
  it('does not read a body whose length is stated', async () => {
    const headers = { 'content-length': '4' }
    const request = new Request(URL_, { method: 'POST', body: 'text', headers })
    expect(await limitBody(request, 4)).toBe(request)
    expect(request.bodyUsed).toBe(false)
    await expect(limitBody(request, 3)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
  })

  it('reads a body without a length up to the limit', async () => {
    const request = await limitBody(chunked(['ab', 'cd']), 4)
    expect(await request.text()).toBe('abcd')
    await expect(limitBody(chunked(['ab', 'cd']), 3)).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    })
  })

  it('leaves requests without a body alone', async () => {
    const get = new Request(URL_)
    expect(await limitBody(get, 0)).toBe(get)
    const empty = new Request(URL_, { method: 'POST' })
    expect(await limitBody(empty, 0)).toBe(empty)
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
