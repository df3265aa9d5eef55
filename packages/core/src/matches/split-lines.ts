import type { RawDocument } from './prepared-document.ts'

/** Real documents reach 0.5 MB; sixteen times that is no match. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024

/** What is kept of a line over the limit, as evidence. */
const KEPT_OF_OVERSIZE = 64 * 1024

const NEWLINE = 0x0a

/**
 * Splits a byte stream into the lines of an NDJSON document stream; blank lines are skipped but counted.
 * Memory is bounded: of a line over `MAX_DOCUMENT_BYTES` only the beginning is kept and its end is
 * looked for. The last line needs no newline.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawDocument> {
  const line = new LineBuffer()
  let number = 1
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      line.append(chunk.subarray(start, end))
      if (!line.isBlank()) yield line.toDocument(number)
      line.reset()
      number += 1
      start = end + 1
    }
    line.append(chunk.subarray(start))
  }
  if (!line.isBlank()) yield line.toDocument(number)
}

/** The whole stream as one document, under the same limits: a file of its own, pretty-printed or not. */
export async function* wholeDocument(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawDocument> {
  const line = new LineBuffer()
  for await (const chunk of chunks) line.append(chunk)
  yield line.toDocument(1)
}

/** Collects the pieces of one line and copies them once. */
class LineBuffer {
  #pieces: Uint8Array[] = []
  #kept = 0
  #total = 0

  append(piece: Uint8Array): void {
    if (piece.length === 0) return
    this.#total += piece.length
    if (this.#total <= MAX_DOCUMENT_BYTES) {
      this.#pieces.push(piece)
      this.#kept += piece.length
    } else if (this.#kept > KEPT_OF_OVERSIZE) {
      const head = this.#join().slice(0, KEPT_OF_OVERSIZE)
      this.#pieces = [head]
      this.#kept = head.length
    }
  }

  isBlank(): boolean {
    return this.#pieces.every((piece) =>
      piece.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09),
    )
  }

  toDocument(line: number): RawDocument {
    return { line, bytes: this.#join(), totalBytes: this.#total }
  }

  reset(): void {
    this.#pieces = []
    this.#kept = 0
    this.#total = 0
  }

  #join(): Uint8Array<ArrayBuffer> {
    const joined = new Uint8Array(this.#kept)
    let offset = 0
    for (const piece of this.#pieces) {
      joined.set(piece, offset)
      offset += piece.length
    }
    return joined
  }
}
