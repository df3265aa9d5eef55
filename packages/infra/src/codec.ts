import { createHash, randomBytes } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Codec } from '@loadout/core'

/** On match documents level 1 compresses better than gzip's default at five times its speed. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** zstd and SHA-256, native on Node and on Bun. */
export const nodeCodec: Codec = {
  compress: (bytes) => owned(zstdCompressSync(bytes, LEVEL)),
  decompress: (bytes) => owned(zstdDecompressSync(bytes)),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  randomBytes: (length) => owned(randomBytes(length)),
}

/** The bytes in a buffer of their own: a pooled one holds foreign bytes and cannot be transferred. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes)
}
