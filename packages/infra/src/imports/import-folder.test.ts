import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ImportFolder, isAppError } from '@loadout/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createImportFolder } from './import-folder.ts'

let root: string
let folder: string
let files: ImportFolder

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'loadout-folder-'))
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'imports-'))
  files = createImportFolder(join(folder, 'in'))
  await writeFile(join(folder, 'secret.csv'), 'secret')
})

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text)
}

const here = () => readdir(join(folder, 'in'))

describe('put', () => {
  it('makes the folder, writes a file, and puts a new one in its place', async () => {
    expect(await files.put('a.csv', chunks('one', 'two'), 100)).toBe(6)
    expect(await readFile(join(folder, 'in/a.csv'), 'utf8')).toBe('onetwo')
    expect(await files.put('a.csv', chunks('new'), 100)).toBe(3)
    expect(await readFile(join(folder, 'in/a.csv'), 'utf8')).toBe('new')
    expect(await here()).toEqual(['a.csv'])
  })

  it('leaves nothing of a file that is too large, and the old one as it was', async () => {
    await files.put('a.csv', chunks('old'), 100)
    const error = await files.put('a.csv', chunks('12345', '67890'), 9).catch((reason) => reason)
    expect(isAppError(error, 'BODY_TOO_LARGE')).toBe(true)
    expect(await here()).toEqual(['a.csv'])
    expect(await readFile(join(folder, 'in/a.csv'), 'utf8')).toBe('old')
    expect(await files.put('b.csv', chunks('123456789'), 9)).toBe(9)
  })

  it('leaves nothing of a file whose sender is gone', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* chunks('half')
      throw new Error('gone')
    }
    await expect(files.put('a.csv', broken(), 100)).rejects.toThrow('gone')
    expect(await here()).toEqual([])
  })

  it('leaves nothing of a sender that fails before it sends', async () => {
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield* chunks()
      throw new Error('gone')
    }
    await expect(files.put('a.csv', silent(), 100)).rejects.toThrow('gone')
    expect(await here()).toEqual([])
  })

  it('does not replace a folder', async () => {
    await mkdir(join(folder, 'in/a.csv'), { recursive: true })
    const error = await files.put('a.csv', chunks('x'), 10).catch((reason: unknown) => reason)
    expect(isAppError(error, 'BAD_INPUT')).toBe(true)
    expect(await here()).toEqual(['a.csv'])
  })
})

describe('prune', () => {
  it('removes files of long ago, what is left of uploads too, and nothing else', async () => {
    expect(await files.prune(new Date(), { dryRun: false })).toBe(0)
    await mkdir(join(folder, 'in/folder.csv'), { recursive: true })
    for (const name of ['old.csv', '.draft']) await writeFile(join(folder, 'in', name), 'x')
    await sleep(20)
    const before = new Date()
    await sleep(20)
    await files.put('new.csv', chunks('x'), 10)
    // As `cp -p` leaves it: the time is that of the original.
    await utimes(join(folder, 'in/new.csv'), 1_000, 1_000)
    expect(await files.prune(before, { dryRun: true })).toBe(2)
    expect(await here()).toHaveLength(4)
    expect(await files.prune(before, { dryRun: false })).toBe(2)
    expect((await here()).toSorted()).toEqual(['folder.csv', 'new.csv'])
  })
})

describe('find', () => {
  it('finds what is there, and nothing else', async () => {
    expect(await files.find('a.csv')).toBeNull()
    await files.put('a.csv', chunks('id,name\n'), 100)
    expect(await files.find('a.csv')).toMatchObject({ name: 'a.csv', bytes: 8 })
    expect(await files.find('b.csv')).toBeNull()
    await mkdir(join(folder, 'in/c.csv'))
    expect(await files.find('c.csv')).toBeNull()
  })

  it.each([
    '../secret.csv',
    '..',
    '.',
    '.hidden',
    'x/../../secret.csv',
    '/etc/passwd',
    'a\0.csv',
    '..\\x',
  ])('takes no path: %j', async (name) => {
    await mkdir(join(folder, 'in'), { recursive: true })
    for (const work of [files.find(name), files.put(name, chunks('x'), 10)]) {
      const error = await work.catch((reason: unknown) => reason)
      expect(isAppError(error, 'BAD_INPUT'), name).toBe(true)
    }
    expect(await readFile(join(folder, 'secret.csv'), 'utf8')).toBe('secret')
  })
})
