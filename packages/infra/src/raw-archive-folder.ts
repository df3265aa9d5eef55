import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RawAddress, RawArchive } from '@loadout/core'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const HASH = /^[0-9a-f]{64}$/
const STORED = /^[0-9a-f]{64}\.zst$/

/**
 * Raw documents as files: `<folder>/<day>/<first two digits of the hash>/<hash>.zst`. A file appears
 * whole or not at all, because it is written beside its place and renamed into it; what is there already
 * has the same hash and is replaced by the same.
 */
export function createFolderArchive(folder: string): RawArchive {
  return {
    async put(address, compressed) {
      const path = pathOf(folder, address)
      // Most folders are there already, so they are made only when one turns out to be missing.
      if (await orWhenMissing(() => writeWhole(path, compressed), false)) return
      await mkdir(dirname(path), { recursive: true })
      await writeWhole(path, compressed)
    },

    async get(address) {
      return orWhenMissing(
        async () => new Uint8Array(await readFile(pathOf(folder, address))),
        null,
      )
    },

    async remove(address) {
      await rm(pathOf(folder, address), { force: true })
    },

    async days() {
      const names = await orWhenMissing(() => readdir(folder), [])
      return names.filter((name) => DAY.test(name)).sort()
    },

    async removeDay(day, options) {
      const path = join(folder, checked(day, DAY))
      const documents = await countDocuments(path)
      if (options?.dryRun !== true) await rm(path, { recursive: true, force: true })
      return documents
    },
  }
}

function pathOf(folder: string, { day, hash }: RawAddress): string {
  const name = checked(hash, HASH)
  return join(folder, checked(day, DAY), name.slice(0, 2), `${name}.zst`)
}

/** Addresses become paths: anything but a day or a hash could leave the folder. */
function checked(part: string, pattern: RegExp): string {
  if (!pattern.test(part)) throw new RangeError('not the address of a raw document')
  return part
}

async function countDocuments(day: string): Promise<number> {
  const names = await orWhenMissing(() => readdir(day, { recursive: true }), [])
  return names.filter((name) => STORED.test(name.slice(name.lastIndexOf('/') + 1))).length
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<true> {
  const partial = `${path}.${randomUUID()}.part`
  try {
    await writeFile(partial, bytes)
    await rename(partial, path)
    return true
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function orWhenMissing<Value>(read: () => Promise<Value>, fallback: Value): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback
    throw error
  }
}
