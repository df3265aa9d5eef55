import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fingerprint '))
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/a.ts'), 'a')
  writeFileSync(join(root, 'src/deep/b.ts'), 'b')
  writeFileSync(join(root, 'one.ts'), '1')
})
afterEach(() => rmSync(root, { recursive: true }))

const take = (texts: readonly string[] = ['scale 1']) =>
  fingerprint(root, { paths: ['src', 'one.ts'], texts })

describe('fingerprint', () => {
  it('stays as long as nothing changes', () => {
    expect(take()).toBe(take())
    expect(take()).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each(['src/a.ts', 'src/deep/b.ts', 'one.ts', 'src/deep/new.ts'])('moves with %s', (path) => {
    const before = take()
    writeFileSync(join(root, path), 'changed')
    expect(take()).not.toBe(before)
  })

  it('moves with its texts, and not with tests', () => {
    const before = take()
    writeFileSync(join(root, 'src/a.test.ts'), 'a test')
    expect(take()).toBe(before)
    expect(take(['scale 2'])).not.toBe(before)
  })
})
