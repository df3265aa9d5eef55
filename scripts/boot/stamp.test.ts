import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { fingerprint, isInstalled, markInstalled, workspaceFolders } from './stamp.mjs'

const WORKSPACE = `packages:
  - packages/*
  - "bench"
  - 'tools'

catalog:
  zod: 4.0.0
`

function checkout(): string {
  const root = temporaryFolder()
  for (const folder of ['packages/core', 'packages/api', 'bench', 'node_modules/.bin']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  writeFileSync(join(root, 'pnpm-workspace.yaml'), WORKSPACE)
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 9\n')
  for (const folder of ['.', 'packages/core', 'packages/api', 'bench']) {
    writeFileSync(join(root, folder, 'package.json'), `{"name":"${folder}"}`)
  }
  writeFileSync(join(root, 'node_modules/.bin/node'), '')
  return root
}

describe('workspaceFolders', () => {
  it('lists named folders and every folder of a pattern', () => {
    const folders = workspaceFolders(WORKSPACE, checkout())
    expect(folders.sort()).toEqual(['bench', 'packages/api', 'packages/core', 'tools'])
  })

  it('finds nothing in a workspace without packages', () => {
    expect(workspaceFolders('catalog:\n  zod: 4.0.0\n', checkout())).toEqual([])
  })
})

describe('isInstalled', () => {
  it('is false until the installation is marked', () => {
    const root = checkout()
    expect(isInstalled(root)).toBe(false)
    markInstalled(root)
    expect(isInstalled(root)).toBe(true)
  })

  it.each([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'packages/core/package.json',
    'bench/package.json',
  ])('is false again when %s changes', (file) => {
    const root = checkout()
    markInstalled(root)
    writeFileSync(join(root, file), `${WORKSPACE}# changed`)
    expect(isInstalled(root)).toBe(false)
  })

  it('is false again when a package is added', () => {
    const root = checkout()
    markInstalled(root)
    mkdirSync(join(root, 'tools'))
    writeFileSync(join(root, 'tools/package.json'), '{}')
    expect(isInstalled(root)).toBe(false)
  })

  it('does not depend on sources', () => {
    const root = checkout()
    const before = fingerprint(root)
    writeFileSync(join(root, 'packages/core/main.ts'), '')
    expect(fingerprint(root)).toBe(before)
  })
})
