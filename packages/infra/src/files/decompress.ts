import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'

export type Compression = 'none' | 'gzip' | 'zstd'

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
]

/** Bytes that decide which compression a stream has. */
const SNIFFED = 4

export interface Opened {
  readonly compression: Compression
  /** The content, decompressed as it is read. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Looks at the first bytes, not at the name: no text begins like a compressed stream. */
export async function openCompressed(input: AsyncIterable<Uint8Array>): Promise<Opened> {
  const iterator = input[Symbol.asyncIterator]()
  const head = await readHead(iterator)
  const compression = sniff(head)
  const all = rejoin(head, iterator)
  const decoder = decoderOf(compression)
  return { compression, chunks: decoder === null ? all : decompress(all, decoder) }
}

export function sniff(head: Uint8Array): Compression {
  const found = MAGIC.find(([, magic]) => magic.every((byte, index) => head[index] === byte))
  return found === undefined ? 'none' : found[0]
}

function decoderOf(compression: Compression): Transform | null {
  if (compression === 'gzip') return createGunzip()
  return compression === 'zstd' ? createZstdDecompress() : null
}

async function* decompress(
  input: AsyncIterable<Uint8Array>,
  decoder: Transform,
): AsyncGenerator<Uint8Array> {
  // Errors of both ends reach the reader through the destroyed decoder; the callback has nothing to add.
  pipeline(Readable.from(input), decoder, () => {})
  yield* decoder
}

async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  while (head.length < SNIFFED) {
    const next = await iterator.next()
    if (next.done) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  return head
}

async function* rejoin(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}
