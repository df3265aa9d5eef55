import { closeSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { openFreshLog, secretFile, tail, writePrivateFile } from './files.ts'

describe('writePrivateFile', () => {
  it('replaces the content and leaves no draft', () => {
    const folder = temporaryFolder()
    writePrivateFile(join(folder, 'file'), 'one')
    writePrivateFile(join(folder, 'file'), 'two')
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['file'])
    expect(statSync(join(folder, 'file')).mode & 0o777).toBe(0o600)
  })
})

describe('secretFile', () => {
  it('makes a secret once and keeps it', () => {
    const file = join(temporaryFolder(), 'secret')
    const secret = secretFile(file)
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(secretFile(file)).toBe(secret)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('makes another one for another file', () => {
    const folder = temporaryFolder()
    expect(secretFile(join(folder, 'a'))).not.toBe(secretFile(join(folder, 'b')))
  })
})

describe('tail', () => {
  it('gives the last lines', () => {
    const file = join(temporaryFolder(), 'log')
    writeFileSync(file, 'one\ntwo\nthree\n')
    expect(tail(file, 2)).toBe('two\nthree')
  })

  it('is empty without a file', () => {
    expect(tail(join(temporaryFolder(), 'log'))).toBe('')
  })
})

describe('openFreshLog', () => {
  it('starts an empty log and keeps the one before', () => {
    const file = join(temporaryFolder(), 'log')
    for (const text of ['first', 'second', 'third']) {
      const descriptor = openFreshLog(file)
      writeSync(descriptor, text)
      closeSync(descriptor)
    }
    expect(readFileSync(file, 'utf8')).toBe('third')
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('second')
  })
})
