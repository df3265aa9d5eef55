/** A place between two lines: everything before it was read. */
export interface Position {
  /** Bytes. */
  readonly offset: number
  /** Whole lines. */
  readonly lines: number
}

export const START: Position = { offset: 0, lines: 0 }

export interface SegmentOptions {
  /** A segment ends at a line end once it has so many bytes. */
  readonly maxBytes: number
  /** Where `chunks` begins in its file. */
  readonly from: Position
  /** Once aborted, the segment ends at the next line end. */
  readonly signal: AbortSignal
}

const NEWLINE = 0x0a

/**
 * Cuts a line-wise stream into segments of whole lines. It is what makes a long import resumable: once a
 * segment is stored, its end is a place to go on from.
 */
export class LineSegments {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #options: SegmentOptions
  #rest: Uint8Array | null = null
  #position: Position
  #ended = false

  constructor(chunks: AsyncIterable<Uint8Array>, options: SegmentOptions) {
    this.#source = chunks[Symbol.asyncIterator]()
    this.#options = options
    this.#position = options.from
  }

  /** After the last byte handed out. */
  get position(): Position {
    return this.#position
  }

  /** Whether everything was handed out. */
  get ended(): boolean {
    return this.#ended
  }

  /**
   * The chunks of the next segment, to be read to their end before the next call. It begins with an
   * empty line for each line before it, which keeps line numbers those of the file.
   */
  async *next(): AsyncGenerator<Uint8Array, void, undefined> {
    const { lines, offset } = this.#position
    if (lines > 0) yield new Uint8Array(lines).fill(NEWLINE)
    const limit = offset + this.#options.maxBytes
    for (let chunk = await this.#pull(); chunk !== null; chunk = await this.#pull()) {
      const cut = this.#isDue(chunk, limit) ? chunk.lastIndexOf(NEWLINE) + 1 : 0
      if (cut > 0) {
        this.#rest = cut < chunk.length ? chunk.subarray(cut) : null
        yield this.#handOut(chunk.subarray(0, cut))
        return
      }
      yield this.#handOut(chunk)
    }
    this.#ended = true
  }

  /** Lets the source go before its end. May be called again. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async #pull(): Promise<Uint8Array | null> {
    const rest = this.#rest
    this.#rest = null
    if (rest !== null) return rest
    const next = await this.#source.next()
    return next.done ? null : next.value
  }

  #isDue(chunk: Uint8Array, limit: number): boolean {
    return this.#options.signal.aborted || this.#position.offset + chunk.length >= limit
  }

  #handOut(chunk: Uint8Array): Uint8Array {
    const { offset, lines } = this.#position
    this.#position = { offset: offset + chunk.length, lines: lines + countNewlines(chunk) }
    return chunk
  }
}

function countNewlines(chunk: Uint8Array): number {
  let count = 0
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1
  return count
}
