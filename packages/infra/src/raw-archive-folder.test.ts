import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawArchive } from '@loadout/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFolderArchive } from './raw-archive-folder.ts'

const BYTES = new Uint8Array([1, 2, 3])
const HASH = 'ab'.repeat(32)

let folder: string
let archive: RawArchive
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'loadout-archive-')), 'raw')
  archive = createFolderArchive(folder)
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

describe('createFolderArchive', () => {
  it('gives back what it was given', async () => {
    await archive.put({ day: '2026-01-31', hash: HASH }, BYTES)
    expect(await archive.get({ day: '2026-01-31', hash: HASH })).toEqual(BYTES)
  })

  it('knows nothing of another day or hash', async () => {
    await archive.put({ day: '2026-01-31', hash: HASH }, BYTES)
    expect(await archive.get({ day: '2026-02-01', hash: HASH })).toBeNull()
    expect(await archive.get({ day: '2026-01-31', hash: 'cd'.repeat(32) })).toBeNull()
  })

  it('stores a document once a day and leaves nothing half written', async () => {
    const address = { day: '2026-01-31', hash: HASH }
    await Promise.all(Array.from({ length: 20 }, () => archive.put(address, BYTES)))
    const names = await readdir(folder, { recursive: true })
    expect(names.sort()).toEqual(['2026-01-31', '2026-01-31/ab', `2026-01-31/ab/${HASH}.zst`])
  })

  it('lists its days in order and nothing else', async () => {
    expect(await archive.days()).toEqual([])
    for (const day of ['2026-02-01', '2025-12-31', '2026-01-31'])
      await archive.put({ day, hash: HASH }, BYTES)
    await writeFile(join(folder, 'notes.txt'), '')
    expect(await archive.days()).toEqual(['2025-12-31', '2026-01-31', '2026-02-01'])
  })

  it('removes a whole day and says how many documents that were', async () => {
    for (const hash of ['ab', 'ac', 'bc'])
      await archive.put({ day: '2026-01-31', hash: hash.repeat(32) }, BYTES)
    await archive.put({ day: '2026-02-01', hash: HASH }, BYTES)
    expect(await archive.removeDay('2026-01-31', { dryRun: true })).toBe(3)
    expect(await archive.days()).toEqual(['2026-01-31', '2026-02-01'])
    expect(await archive.removeDay('2026-01-31')).toBe(3)
    expect(await archive.days()).toEqual(['2026-02-01'])
    expect(await archive.removeDay('2026-01-31')).toBe(0)
  })

  it('removes one document of one day, and leaves it on other days', async () => {
    for (const day of ['2026-01-31', '2026-02-01']) await archive.put({ day, hash: HASH }, BYTES)
    await archive.put({ day: '2026-01-31', hash: 'cd'.repeat(32) }, BYTES)
    await archive.remove({ day: '2026-01-31', hash: HASH })
    await archive.remove({ day: '2026-01-31', hash: HASH })
    await archive.remove({ day: '2020-01-01', hash: HASH })
    expect(await archive.get({ day: '2026-01-31', hash: HASH })).toBeNull()
    expect(await archive.get({ day: '2026-01-31', hash: 'cd'.repeat(32) })).toEqual(BYTES)
    expect(await archive.get({ day: '2026-02-01', hash: HASH })).toEqual(BYTES)
  })

  it.each([
    { day: '../..', hash: HASH },
    { day: '2026-01-31', hash: '../../etc/passwd' },
    { day: '2026-01-31', hash: `${HASH}0` },
  ])('refuses the address %o', async (address) => {
    await expect(archive.put(address, BYTES)).rejects.toThrow(RangeError)
    await expect(archive.get(address)).rejects.toThrow(RangeError)
    await expect(archive.remove(address)).rejects.toThrow(RangeError)
  })

  it('refuses to remove what is not a day', async () => {
    await expect(archive.removeDay('..')).rejects.toThrow(RangeError)
  })
})
