import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadRepo } from './repo.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loadout-tools-'))
})

afterEach(() => rm(root, { recursive: true }))

async function write(path: string, text: string) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

describe('loadRepo', () => {
  it('reads the texts that are ours and none that are installed or built', async () => {
    await write('packages/core/package.json', '{"name":"@loadout/core"}')
    await write('packages/core/src/a.ts', 'export const a = 1\n')
    await write('packages/core/node_modules/zod/index.ts', 'broken(')
    await write('packages/core/dist/a.ts', 'broken(')
    await write('.loadout/postgres/a.json', '{}')
    await write('deploy/Dockerfile', 'FROM node:24.21.0\n')
    const repo = await loadRepo(root)
    expect([...repo.texts.keys()]).toEqual([
      'deploy/Dockerfile',
      'packages/core/package.json',
      'packages/core/src/a.ts',
    ])
    expect(repo.projects.map(({ name }) => name)).toEqual(['@loadout/core'])
    expect(repo.sources.map(({ path }) => path)).toEqual(['packages/core/src/a.ts'])
  })

  it('knows files of every type', async () => {
    await write('deploy/logo.png', '')
    const repo = await loadRepo(root)
    expect(repo.exists('deploy/logo.png')).toBe(true)
    expect(repo.exists('deploy')).toBe(true)
    expect(repo.exists('deploy/gone.png')).toBe(false)
  })
})
