import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ContentEncoding, readContent } from './content.ts'
import { decodeBody } from './decode-body.ts'

const TEXT = 'one document\n'.repeat(10_000)

/** The bytes in pieces that do not respect anything. */
function stream(bytes: Uint8Array, pieces = 7): ReadableStream<Uint8Array> {
  const size = Math.max(1, Math.ceil(bytes.length / pieces))
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(offset, offset + size))
      offset += size
    },
  })
}

/** What could be read, and the code of the error that ended it. */
async function read(body: ReadableStream<Uint8Array>, encoding: ContentEncoding) {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of decodeBody(body, encoding)) {
      text += decoder.decode(chunk, { stream: true })
    }
    return { text, code: null }
  } catch (error) {
    return { text, code: error instanceof Error && 'code' in error ? error.code : error }
  }
}

describe('decodeBody', () => {
  const bytes = new TextEncoder().encode(TEXT)

  it.each([
    ['identity', bytes],
    ['gzip', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['zstd', zstdCompressSync(bytes)],
  ] as const)('decodes %s', async (encoding, encoded) => {
    expect(await read(stream(encoded), encoding)).toEqual({ text: TEXT, code: null })
  })

  it.each([
    ['gzip', gzipSync(bytes)],
    ['zstd', zstdCompressSync(bytes)],
  ] as const)('gives what came before a %s body breaks off', async (encoding, encoded) => {
    const { text, code } = await read(stream(encoded.subarray(0, encoded.length - 9)), encoding)
    expect(code).toBe('BAD_INPUT')
    expect(TEXT.startsWith(text)).toBe(true)
  })

  it('reads members of gzip that follow each other', async () => {
    const two = new Uint8Array([...gzipSync('a\n'), ...gzipSync('b\n')])
    expect(await read(stream(two), 'gzip')).toEqual({ text: 'a\nb\n', code: null })
  })

  it('is BAD_INPUT when it is not of the encoding, or the sender is gone', async () => {
    expect(await read(stream(bytes), 'gzip')).toEqual({ text: '', code: 'BAD_INPUT' })
    const gone = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('aborted')),
    })
    expect(await read(gone, 'identity')).toEqual({ text: '', code: 'BAD_INPUT' })
  })
})

describe('readContent', () => {
  const content = (type: string, encoding?: string) =>
    readContent(
      new Headers({ 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) }),
    )

  it.each([
    ['application/x-ndjson', undefined, { format: 'ndjson', encoding: 'identity' }],
    ['application/ndjson; charset=utf-8', 'GZIP', { format: 'ndjson', encoding: 'gzip' }],
    ['application/json', 'x-gzip', { format: 'json', encoding: 'gzip' }],
    ['application/x-ndjson', 'zstd', { format: 'ndjson', encoding: 'zstd' }],
    ['application/x-ndjson', 'identity', { format: 'ndjson', encoding: 'identity' }],
  ])('reads %s in %s as %o', (type, encoding, expected) => {
    expect(content(type, encoding)).toEqual(expected)
  })

  it.each([
    ['text/plain', undefined, '/headers/content-type'],
    ['application/x-ndjson', 'br', '/headers/content-encoding'],
    ['application/x-ndjson', 'gzip, gzip', '/headers/content-encoding'],
  ])('refuses %s in %s and says which header', (type, encoding, pointer) => {
    expect(() => content(type, encoding)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        fields: [expect.objectContaining({ pointer })],
      }),
    )
  })
})
