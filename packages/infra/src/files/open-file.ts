import { createReadStream } from 'node:fs'
import { type Compression, openCompressed } from './decompress.ts'

/** A file that cannot be read to its end: gone, forbidden, or not what its compression promised. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
}

export interface OpenFile {
  readonly compression: Compression
  /** Decompressed. Throws UnreadableFileError. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Opens a file; a place to begin other than 0 means that it is not compressed. Throws UnreadableFileError. */
export function openFile(
  path: string,
  options: { readonly offset: number; readonly onBytes: (bytes: number) => void },
): Promise<OpenFile> {
  const raw = createReadStream(path, { start: options.offset })
  return openStream(raw, { onBytes: options.onBytes, isPlain: options.offset > 0 })
}

/** The same for what is read elsewhere, e.g. standard input. */
export async function openStream(
  raw: AsyncIterable<Uint8Array>,
  options: { readonly onBytes: (bytes: number) => void; readonly isPlain?: boolean },
): Promise<OpenFile> {
  const counted = countBytes(raw, options.onBytes)
  try {
    const opened = options.isPlain
      ? { compression: 'none' as const, chunks: counted }
      : await openCompressed(counted)
    return { compression: opened.compression, chunks: nameFailure(opened.chunks) }
  } catch (error) {
    throw unreadable(error)
  }
}

async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.length)
    yield chunk
  }
}

async function* nameFailure(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(cause: unknown): UnreadableFileError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new UnreadableFileError(message, { cause })
}
