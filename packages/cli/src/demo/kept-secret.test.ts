import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptSecret } from './kept-secret.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadout-secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('keptSecret', () => {
  it('is made once, in a folder that need not be there, for its owner alone', async () => {
    const file = join(folder, 'home', 'secret')
    expect(await keptSecret(file, () => 'first')).toBe('first')
    expect(await keptSecret(file, () => 'second')).toBe('first')
    expect(await readFile(file, 'utf8')).toBe('first\n')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'home'))).toEqual(['secret'])
  })

  it('is made anew where the file says nothing', async () => {
    const file = join(folder, 'secret')
    await writeFile(file, ' \n')
    expect(await keptSecret(file, async () => 'anew')).toBe('anew')
  })
})
