import { describe, expect, it, vi } from 'vitest'
import { createBody } from './body.ts'

const bytes = (length: number) => new Uint8Array(length)

describe('the body of a stream', () => {
  it('hands on what is written, until it is ended', async () => {
    const ended = vi.fn()
    const body = createBody(ended)
    body.write(bytes(3))
    body.write(bytes(4))
    body.end()
    body.end()
    body.write(bytes(5))
    const chunks: number[] = []
    for await (const chunk of body.readable) chunks.push(chunk.length)
    expect(chunks).toEqual([3, 4])
    expect(ended).not.toHaveBeenCalled()
  })

  it('says once that its reader has left', async () => {
    const ended = vi.fn()
    const body = createBody(ended)
    await body.readable.cancel()
    body.write(bytes(1))
    body.end()
    expect(ended.mock.calls).toEqual([['left']])
  })

  it('cuts off who does not read, with no more than a megabyte kept', async () => {
    const ended = vi.fn()
    const body = createBody(ended)
    for (let n = 0; n < 16; n += 1) body.write(bytes(65_536))
    expect(ended).not.toHaveBeenCalled()
    body.write(bytes(1))
    body.write(bytes(1))
    expect(ended.mock.calls).toEqual([['slow']])
    await expect(body.readable.getReader().read()).rejects.toThrow('not read')
  })

  it('keeps on for who reads, however much it is', async () => {
    const ended = vi.fn()
    const body = createBody(ended)
    const reader = body.readable.getReader()
    for (let n = 0; n < 100; n += 1) {
      body.write(bytes(65_536))
      await reader.read()
    }
    expect(ended).not.toHaveBeenCalled()
  })
})
