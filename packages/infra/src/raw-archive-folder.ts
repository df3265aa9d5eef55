import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RawAddress, RawArchive } from '@loadout/core'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const HASH = /^[0-9a-f]{64}$/
const STORED = /^[0-9a-f]{64}\.zst$/

/**
 * Raw documents as files: `<folder>/<day>/<first two digits of the hash>/<hash>.zst`. A file appears
 * whole or not at all, because it is written beside its place and renamed into it.
 */
export function createFolderArchive(folder: string): RawArchive {
  return {
    async put(address, compressed) {
      const path = pathOf(folder, address)
      if (await exists(path)) return
      await mkdir(dirname(path), { recursive: true })
      const partial = `${path}.${randomUUID()}.part`
      try {
        await writeFile(partial, compressed)
        await rename(partial, path)
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },

    async get(address) {
      return orWhenMissing(
        async () => new Uint8Array(await readFile(pathOf(folder, address))),
        null,
      )
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

async function exists(path: string): Promise<boolean> {
  return orWhenMissing(async () => (await stat(path)).isFile(), false)
}

async function orWhenMissing<Value>(read: () => Promise<Value>, fallback: Value): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback
    throw error
  }
}
