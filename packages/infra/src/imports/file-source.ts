import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportSource } from '@loadout/core'
import { sniff } from '../files/decompress.ts'
import { openFile, openStream } from '../files/open-file.ts'

/** Bytes at both ends of a file that, with its time, tell it from another one of its name and size. */
const ENDS = 1_024

/** Bytes that are read at a time. */
const CHUNK = 65_536

/** A file on this machine. Rejects when it cannot be looked at. */
export async function fileSource(path: string): Promise<ImportSource> {
  const { bytes, fingerprint, isPlain } = await lookAt(path)
  return {
    name: basename(path),
    bytes,
    fingerprint,
    async *open(onBytes) {
      const { chunks } = isPlain
        ? await openStream(readAgainAndAgain(path), { onBytes, isPlain })
        : await openFile(path, { offset: 0, onBytes })
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
      const { chunks } = await openStream(raw, { onBytes })
      yield* chunks
    },
  }
}

/**
 * The bytes of a file, all in the same memory. New memory for each chunk would be garbage that only a full
 * collection finds, as reading ahead keeps chunks past the young ones: 60 MB of it before each.
 */
async function* readAgainAndAgain(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const buffer = new Uint8Array(CHUNK)
    for (;;) {
      const { bytesRead } = await file.read({ buffer })
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function lookAt(path: string) {
  const file = await open(path, 'r')
  try {
    const { size: bytes, mtimeMs } = await file.stat()
    let isPlain = true
    const hash = createHash('sha256').update(JSON.stringify([basename(path), bytes, mtimeMs]))
    for (const position of [0, Math.max(0, bytes - ENDS)]) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(ENDS), position })
      const end = buffer.subarray(0, bytesRead)
      hash.update(end)
      if (position === 0) isPlain = sniff(end) === 'none'
    }
    return { bytes, fingerprint: hash.digest('hex'), isPlain }
  } finally {
    await file.close()
  }
}
