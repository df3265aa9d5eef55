/** A place between two lines: everything before it was read. */
export interface Position {
  /** Bytes. */
  readonly offset: number
  /** Whole lines. */
  readonly lines: number
}

export const START: Position = { offset: 0, lines: 0 }

/** A line-wise stream cut into pieces that each end with a whole line. */
export interface Segments {
  /** The chunks of the next segment, to be read to their end before the next call. */
  next(): AsyncGenerator<Uint8Array, void, undefined>
  /** After the last byte handed out. */
  position(): Position
  ended(): boolean
}

export interface SegmentOptions {
  /** A segment ends at the first line end after so many bytes. */
  readonly maxBytes: number
  /** Where `chunks` begins in its file. */
  readonly from: Position
  /** Ends the segment, and with it the stream, at the next line end. */
  readonly signal: AbortSignal
}

const NEWLINE = 0x0a

/**
 * What makes a long import resumable: once a segment is stored, its end is a place to go on from. Every
 * segment begins with an empty line for each line before it, which keeps line numbers those of the file.
 */
export function segmentLines(
  chunks: AsyncIterable<Uint8Array>,
  options: SegmentOptions,
): Segments {
  const source = chunks[Symbol.asyncIterator]()
  let rest: Uint8Array | null = null
  let { offset, lines } = options.from
  let ended = false

  const pull = async (): Promise<Uint8Array | null> => {
    const next = rest === null ? await source.next() : { done: false, value: rest }
    rest = null
    return next.done ? null : next.value
  }
  const handOut = (chunk: Uint8Array): Uint8Array => {
    offset += chunk.length
    lines += countNewlines(chunk)
    return chunk
  }
  const stop = async () => {
    ended = true
    await source.return?.()
  }

  return {
    position: () => ({ offset, lines }),
    ended: () => ended,
    async *next() {
      if (lines > 0) yield new Uint8Array(lines).fill(NEWLINE)
      const limit = offset + options.maxBytes
      for (let chunk = await pull(); chunk !== null; chunk = await pull()) {
        const cut = isDue(options.signal, offset + chunk.length, limit) ? lastLineEnd(chunk) : 0
        if (cut === 0) {
          yield handOut(chunk)
          continue
        }
        rest = cut < chunk.length ? chunk.subarray(cut) : null
        yield handOut(chunk.subarray(0, cut))
        if (options.signal.aborted) await stop()
        return
      }
      ended = true
    },
  }
}

function isDue(signal: AbortSignal, reached: number, limit: number): boolean {
  return signal.aborted || reached >= limit
}

function lastLineEnd(chunk: Uint8Array): number {
  return chunk.lastIndexOf(NEWLINE) + 1
}

function countNewlines(chunk: Uint8Array): number {
  let count = 0
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1
  return count
}
