import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCompressed, sniff } from './decompress.ts'

const TEXT = '{"a":1}\n'.repeat(500)

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  return Buffer.concat(pieces).toString()
}

describe('openCompressed', () => {
  it.each([
    ['none', Buffer.from(TEXT)],
    ['gzip', gzipSync(TEXT)],
    ['zstd', zstdCompressSync(TEXT)],
  ] as const)(
    'recognises %s by its first bytes, however they arrive',
    async (compression, bytes) => {
      for (const size of [1, 3, 64, 100_000]) {
        const opened = await openCompressed(chunksOf(bytes, size))
        expect(opened.compression).toBe(compression)
        expect(await textOf(opened.chunks)).toBe(TEXT)
      }
    },
  )

  it('reads several gzip members one after the other', async () => {
    const bytes = Buffer.concat([gzipSync('a\n'), gzipSync('b\n')])
    expect(await textOf((await openCompressed(chunksOf(bytes, 7))).chunks)).toBe('a\nb\n')
  })

  it.each(['', '{}', 'x'])('takes the short stream %j as it is', async (text) => {
    const opened = await openCompressed(chunksOf(Buffer.from(text), 1))
    expect(opened.compression).toBe('none')
    expect(await textOf(opened.chunks)).toBe(text)
  })

  it('throws where a compressed stream breaks off', async () => {
    const { chunks } = await openCompressed(chunksOf(gzipSync(TEXT).subarray(0, -12), 16))
    await expect(textOf(chunks)).rejects.toThrow()
  })

  it('does not take half a magic number for one', () => {
    expect(sniff(Buffer.from([0x1f]))).toBe('none')
    expect(sniff(Buffer.from([0x28, 0xb5, 0x2f]))).toBe('none')
  })
})
