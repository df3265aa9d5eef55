import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportSource } from '@loadout/core'
import { openFile, openStream } from '../files/open-file.ts'

/** Bytes at both ends of a file that, with its time, tell it from another one of its name and size. */
const ENDS = 1_024

/** A file on this machine. Rejects when it cannot be looked at. */
export async function fileSource(path: string): Promise<ImportSource> {
  const { bytes, fingerprint } = await lookAt(path)
  const name = basename(path)
  return {
    name,
    bytes,
    fingerprint,
    async *open(onBytes) {
      const { chunks } = await openFile(path, { offset: 0, onBytes, name })
      yield* chunks
    },
  }
}

/** What comes in once and cannot be read again. */
export function streamSource(name: string, raw: AsyncIterable<Uint8Array>): ImportSource {
  return {
    name,
    bytes: null,
    fingerprint: '',
    async *open(onBytes) {
      const { chunks } = await openStream(raw, { onBytes, name })
      yield* chunks
    },
  }
}

async function lookAt(path: string) {
  const file = await open(path, 'r')
  try {
    const { size: bytes, mtimeMs } = await file.stat()
    const hash = createHash('sha256').update(JSON.stringify([basename(path), bytes, mtimeMs]))
    for (const position of [0, Math.max(0, bytes - ENDS)]) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(ENDS), position })
      hash.update(buffer.subarray(0, bytesRead))
    }
    return { bytes, fingerprint: hash.digest('hex') }
  } finally {
    await file.close()
  }
}
