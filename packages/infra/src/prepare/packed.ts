import type { RawDocument } from '@loadout/core'

/**
 * Documents on their way to a thread, in one buffer that is transferred. Their own buffers cannot be:
 * many lines are views of one chunk, and cloning a view clones the whole chunk behind it.
 */
export interface PackedDocuments {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly documents: readonly { line: number; length: number; totalBytes: number }[]
}

export function pack(documents: readonly RawDocument[]): PackedDocuments {
  const bytes = new Uint8Array(documents.reduce((sum, document) => sum + document.bytes.length, 0))
  let offset = 0
  for (const document of documents) {
    bytes.set(document.bytes, offset)
    offset += document.bytes.length
  }
  return {
    bytes,
    documents: documents.map((document) => ({
      line: document.line,
      length: document.bytes.length,
      totalBytes: document.totalBytes,
    })),
  }
}

/** The documents again, as views of the one buffer. */
export function unpack(packed: PackedDocuments): RawDocument[] {
  let offset = 0
  return packed.documents.map(({ line, length, totalBytes }) => {
    const bytes = packed.bytes.subarray(offset, offset + length)
    offset += length
    return { line, bytes, totalBytes }
  })
}
