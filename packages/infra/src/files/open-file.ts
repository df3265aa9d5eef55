import { createReadStream } from 'node:fs'
import { type Compression, openCompressed } from './decompress.ts'

/** A file that cannot be read to its end: gone, forbidden, or not what its compression promised. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
  /** What its reader calls it, if that was said. */
  readonly file: string | undefined

  constructor(
    message: string,
    options: { readonly file?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.file = options.file
  }
}

export interface OpenFile {
  readonly compression: Compression
  /** Decompressed. Throws UnreadableFileError. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Opens a file; a place to begin other than 0 means that it is not compressed. Throws UnreadableFileError. */
export function openFile(
  path: string,
  options: {
    readonly offset: number
    readonly onBytes: (bytes: number) => void
    readonly name?: string
  },
): Promise<OpenFile> {
  const { offset, onBytes, name } = options
  return openStream(createReadStream(path, { start: offset }), {
    ...{ onBytes, name, isPlain: offset > 0 },
  })
}

/** The same for what is read elsewhere, e.g. standard input. */
export async function openStream(
  raw: AsyncIterable<Uint8Array>,
  options: {
    readonly onBytes: (bytes: number) => void
    readonly isPlain?: boolean
    /** For errors. */
    readonly name?: string | undefined
  },
): Promise<OpenFile> {
  const counted = countBytes(raw, options.onBytes)
  try {
    const opened = options.isPlain
      ? { compression: 'none' as const, chunks: counted }
      : await openCompressed(counted)
    return { compression: opened.compression, chunks: nameFailure(opened.chunks, options.name) }
  } catch (error) {
    throw unreadable(error, options.name)
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

async function* nameFailure(
  chunks: AsyncIterable<Uint8Array>,
  file: string | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw unreadable(error, file)
  }
}

function unreadable(cause: unknown, file: string | undefined): UnreadableFileError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new UnreadableFileError(message, { file, cause })
}
