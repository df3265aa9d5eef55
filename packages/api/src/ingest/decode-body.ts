import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { AppError } from '@loadout/core'
import type { ContentEncoding } from './content.ts'

/**
 * The body as it was before `Content-Encoding`, decompressed as it arrives. Iterating throws BAD_INPUT
 * at the first byte that is not of the stated encoding, and where the body breaks off.
 */
export async function* decodeBody(
  body: ReadableStream<Uint8Array>,
  encoding: ContentEncoding,
): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(encoding)
  try {
    if (decoder === null) yield* body
    else yield* decompress(body, decoder)
  } catch (cause) {
    const what = encoding === 'identity' ? 'The body' : `The body is not valid ${encoding}, or`
    throw new AppError('BAD_INPUT', { message: `${what} breaks off`, cause })
  }
}

function decoderOf(encoding: ContentEncoding): Transform | null {
  switch (encoding) {
    case 'identity':
      return null
    case 'gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'zstd':
      return createZstdDecompress()
  }
}

async function* decompress(
  body: ReadableStream<Uint8Array>,
  decoder: Transform,
): AsyncGenerator<Uint8Array> {
  // Errors of both ends reach the reader through the destroyed decoder; the callback has nothing to add.
  pipeline(Readable.from(body), decoder, () => {})
  yield* decoder
}
