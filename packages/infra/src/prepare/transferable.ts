import type { RawDocument } from '@loadout/core'

/**
 * The documents, each with a buffer that holds its bytes and nothing else: cloning a view would clone the
 * whole buffer behind it, and transferring that would take it from its other users. Those that share a
 * buffer get a copy, the others keep their own.
 */
export function toTransferable(documents: readonly RawDocument[]): readonly RawDocument[] {
  const taken = new Set<ArrayBuffer>()
  return documents.map((document) => {
    const { bytes } = document
    const isOwner = bytes.length === bytes.buffer.byteLength && !taken.has(bytes.buffer)
    taken.add(bytes.buffer)
    return isOwner ? document : { ...document, bytes: bytes.slice() }
  })
}
