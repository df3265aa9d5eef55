import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from './codec.ts'

const TEXT = new TextEncoder().encode(
  JSON.stringify({ kills: Array.from({ length: 500 }, (_, n) => n) }),
)

describe('nodeCodec', () => {
  it('gives back what it compressed', () => {
    const compressed = nodeCodec.compress(TEXT)
    expect(compressed.length).toBeLessThan(TEXT.length / 2)
    expect(nodeCodec.decompress(compressed)).toEqual(TEXT)
  })

  it.each([0, 1, 70_000])('handles %i bytes', (length) => {
    const bytes = nodeCodec.randomBytes(length)
    expect(nodeCodec.decompress(nodeCodec.compress(bytes))).toEqual(bytes)
  })

  it('throws on what it did not compress', () => {
    expect(() => nodeCodec.decompress(TEXT)).toThrow()
    const truncated = nodeCodec.compress(TEXT).slice(0, -4)
    expect(() => nodeCodec.decompress(truncated)).toThrow()
  })

  it('returns bytes that own their buffer, so that they can be transferred', () => {
    const results = [
      nodeCodec.compress(TEXT),
      nodeCodec.decompress(nodeCodec.compress(TEXT)),
      nodeCodec.randomBytes(8),
    ]
    for (const bytes of results) expect(bytes.buffer.byteLength).toBe(bytes.byteLength)
  })

  it('hashes as SHA-256', () => {
    const abc = new TextEncoder().encode('abc')
    expect(nodeCodec.sha256(abc)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('hashes only the bytes of a view', () => {
    const view = new TextEncoder().encode('-abc-').subarray(1, 4)
    expect(nodeCodec.sha256(view)).toBe(nodeCodec.sha256(new TextEncoder().encode('abc')))
  })

  it('draws different random bytes each time', () => {
    expect(nodeCodec.randomBytes(16)).not.toEqual(nodeCodec.randomBytes(16))
  })

  it('reads and hashes on Bun what it wrote on Node, and the other way round', async () => {
    const compressed = Buffer.from(nodeCodec.compress(TEXT)).toString('base64')
    const script = `
      const { nodeCodec } = await import(${JSON.stringify(new URL('./codec.ts', import.meta.url).href)})
      const bytes = nodeCodec.decompress(Buffer.from('${compressed}', 'base64'))
      const again = Buffer.from(nodeCodec.compress(bytes)).toString('base64')
      process.stdout.write(JSON.stringify({ hash: nodeCodec.sha256(bytes), again }))
    `
    const { stdout } = await promisify(execFile)(bun(), ['-e', script])
    const { hash, again } = JSON.parse(stdout)
    expect(hash).toBe(nodeCodec.sha256(TEXT))
    expect(nodeCodec.decompress(Buffer.from(again, 'base64'))).toEqual(TEXT)
  })
})

/** The pinned Bun of the workspace. */
function bun(): string {
  return createRequire(import.meta.url).resolve('bun/bin/bun.exe', {
    paths: [new URL('../../..', import.meta.url).pathname],
  })
}
