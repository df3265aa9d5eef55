import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
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
        // Opened before the first chunk is asked for: a sender that fails at once must find the file to remove.
        const file = await open(draft, 'wx', 0o600)
        await pipeline(counted, file.createWriteStream())
        await rename(draft, path)
        return bytes
      } catch (error) {
        await rm(draft, { force: true })
        throw isCode(error, 'EISDIR') ? new AppError('BAD_INPUT') : error
      }
    },
    async prune(before, { dryRun }) {
      let pruned = 0
      for (const path of await filesIn(folder)) {
        const arrived = await arrivalOf(path)
        if (arrived === null || arrived >= before.getTime()) continue
        if (!dryRun) await rm(path, { force: true })
        pruned += 1
      }
      return pruned
    },
  }
}

/**
 * When a file came into the folder or was written last, milliseconds since 1970: a copy may keep the time of
 * its original, but not the time at which it became a file here. Null: somebody else has removed it.
 */
async function arrivalOf(path: string): Promise<number | null> {
  try {
    const { mtimeMs, ctimeMs } = await stat(path)
    return Math.max(mtimeMs, ctimeMs)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

/** Names are checked by the contract; a second look costs nothing, and a path would cost a lot. */
function checked(name: string): string {
  if (/[\\/\0]/.test(name) || name.startsWith('.')) throw new AppError('BAD_INPUT')
  return name
}

async function findSource(path: string): Promise<ImportSource | null> {
  try {
    return await fileSource(path)
  } catch (error) {
    // Nothing has the name, or a folder does.
    if (isCode(error, 'ENOENT') || isCode(error, 'EISDIR')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
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
