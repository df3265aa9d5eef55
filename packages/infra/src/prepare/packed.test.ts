import { describe, expect, it } from 'vitest'
import { pack, unpack } from './packed.ts'

const CHUNK = new TextEncoder().encode('first\nsecond\n')

describe('pack', () => {
  it('carries documents as one buffer of exactly their bytes', () => {
    const documents = [
      { line: 1, bytes: CHUNK.subarray(0, 5), totalBytes: 5 },
      { line: 2, bytes: CHUNK.subarray(6, 12), totalBytes: 6 },
      { line: 7, bytes: CHUNK.subarray(0, 0), totalBytes: 9_000_000 },
    ]
    const packed = pack(documents)
    expect(packed.bytes.buffer.byteLength).toBe(11)
    const unpacked = unpack(structuredClone(packed, { transfer: [packed.bytes.buffer] }))
    expect(unpacked.map(({ line, totalBytes }) => [line, totalBytes])).toEqual([
      [1, 5],
      [2, 6],
      [7, 9_000_000],
    ])
    expect(unpacked.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      'first',
      'second',
      '',
    ])
  })

  it('leaves the sender its bytes', () => {
    const packed = pack([{ line: 1, bytes: CHUNK.subarray(0, 5), totalBytes: 5 }])
    structuredClone(packed, { transfer: [packed.bytes.buffer] })
    expect(CHUNK.length).toBe(13)
  })
})
