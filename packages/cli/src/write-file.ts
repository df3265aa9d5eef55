import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** Writes a file that is there when it is whole, and not before; returns its size in bytes. */
export async function writeFileWhole(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const partial = `${path}.partial`
  const file = createWriteStream(partial)
  try {
    await pipeline(chunks, file)
    await rename(partial, path)
    return file.bytesWritten
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
