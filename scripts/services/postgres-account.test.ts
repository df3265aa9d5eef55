import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { firstClosedDirectory, postgresAccount, runAs } from './postgres-account.ts'

const STRANGER = { uid: 54_321, gid: 54_321 }
const isRoot = process.getuid?.() === 0

describe('firstClosedDirectory', () => {
  it('names the topmost directory that a stranger may not enter', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'inner'), { mode: 0o700 })
    expect(firstClosedDirectory(join(folder, 'inner/file'), STRANGER)).toBe(folder)
    chmodSync(folder, 0o711)
    expect(firstClosedDirectory(join(folder, 'inner/file'), STRANGER)).toBe(join(folder, 'inner'))
    chmodSync(join(folder, 'inner'), 0o755)
    expect(firstClosedDirectory(join(folder, 'inner/file'), STRANGER)).toBeUndefined()
  })

  it('lets the owner pass by the owner bits', () => {
    const folder = temporaryFolder()
    const owner = { uid: process.getuid?.() ?? 0, gid: 54_321 }
    expect(firstClosedDirectory(join(folder, 'file'), owner)).toBeUndefined()
  })
})

describe('runAs', () => {
  it('runs plainly as the owner when there is no prefix', () => {
    const run = runAs({ owner: STRANGER, prefix: [] }, '/bin/postgres', ['-D', 'x'])
    expect(run).toEqual({ file: '/bin/postgres', args: ['-D', 'x'], ids: STRANGER })
  })

  it('leaves the change of identity to the prefix', () => {
    const run = runAs({ owner: STRANGER, prefix: ['setpriv', '--reuid=1'] }, '/bin/postgres', [])
    expect(run).toEqual({ file: 'setpriv', args: ['--reuid=1', '/bin/postgres'], ids: {} })
  })
})

describe.runIf(isRoot)('postgresAccount as root', () => {
  it('is a plain user where that user can go', () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o755)
    const account = postgresAccount('/bin/sh', folder)
    expect(account.prefix).toEqual([])
    expect(account.owner?.uid).toBeGreaterThan(0)
  })

  it('brings the capability to pass where the way is closed', () => {
    const folder = temporaryFolder()
    const binary = join(folder, 'program')
    writeFileSync(binary, '#!/bin/sh\n', { mode: 0o755 })
    expect(postgresAccount(binary, folder).prefix).toContain('--ambient-caps=+dac_override')
  })
})

describe.runIf(!isRoot)('postgresAccount as a user', () => {
  it('is the user', () => {
    expect(postgresAccount('/bin/sh', '/tmp')).toEqual({ prefix: [] })
  })
})
