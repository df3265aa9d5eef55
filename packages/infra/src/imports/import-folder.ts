import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError, type ImportFolder, type ImportSource } from '@loadout/core'
import { fileSource } from './file-source.ts'

/** Files to import in one folder. A file that is being written has another name until it is all there. */
export function createImportFolder(folder: string): ImportFolder {
  return {
    async find(name) {
      return findSource(join(folder, checked(name)))
    },
    async put(name, chunks, maxBytes) {
      const path = join(folder, checked(name))
      const draft = join(folder, `.${randomUUID()}`)
      await mkdir(folder, { recursive: true })
      try {
        let bytes = 0
        const counted = limited(chunks, maxBytes, (length) => {
          bytes += length
        })
        await pipeline(counted, createWriteStream(draft, { mode: 0o600 }))
        await rename(draft, path)
        return bytes
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
  }
}

/** Names are checked by the contract; a second look costs nothing, and a path would cost a lot. */
function checked(name: string): string {
  if (/[\\/\0]/.test(name) || name.startsWith('.')) throw new AppError('BAD_INPUT')
  return name
}

/** Nothing has the name, or a folder does. */
const NO_FILE: ReadonlySet<unknown> = new Set(['ENOENT', 'EISDIR'])

async function findSource(path: string): Promise<ImportSource | null> {
  try {
    return await fileSource(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_FILE.has(error.code)) return null
    throw error
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  onBytes: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  let left = maxBytes
  for await (const chunk of chunks) {
    left -= chunk.length
    if (left < 0) throw new AppError('BODY_TOO_LARGE')
    onBytes(chunk.length)
    yield chunk
  }
}
