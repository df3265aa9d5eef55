import { execFile } from 'node:child_process'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServerSecret } from './server-secret.ts'

const GIVEN = 'a secret of at least thirty-two characters'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'loadout-secret-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const keyOf = (purpose: string, given?: string) => hex(createServerSecret(given, home).key(purpose))
const file = () => join(home, 'session-secret')

describe('the secret of an installation', () => {
  it('has another key of 32 bytes for each purpose, and always the same', () => {
    const secret = createServerSecret(GIVEN, home)
    expect(secret.key('a')).toHaveLength(32)
    expect(hex(secret.key('a'))).toBe(keyOf('a', GIVEN))
    expect(hex(secret.key('a'))).not.toBe(hex(secret.key('b')))
    expect(keyOf('a', GIVEN)).not.toBe(keyOf('a', `${GIVEN}.`))
  })

  it('signs with the key of the purpose', () => {
    const secret = createServerSecret(GIVEN, home)
    const data = new TextEncoder().encode('data')
    expect(secret.mac('a', data)).toHaveLength(32)
    expect(hex(secret.mac('a', data))).toBe(hex(createServerSecret(GIVEN, home).mac('a', data)))
    expect(hex(secret.mac('a', data))).not.toBe(hex(secret.mac('b', data)))
    expect(hex(secret.mac('a', data))).not.toBe(hex(secret.mac('a', new Uint8Array(4))))
  })

  it('is written nowhere when it is given', () => {
    keyOf('a', GIVEN)
    expect(readdirSync(home)).toEqual([])
  })

  it('is made once otherwise, and kept where only its owner reads it', () => {
    const first = keyOf('a')
    expect(keyOf('a')).toBe(first)
    expect(readdirSync(home)).toEqual(['session-secret'])
    expect(readFileSync(file(), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('is made no sooner than it is needed', () => {
    createServerSecret(undefined, home)
    expect(readdirSync(home)).toEqual([])
  })

  it('makes the folder, if need be', () => {
    const deep = join(home, 'not', 'there')
    const secret = createServerSecret(undefined, deep)
    expect(hex(secret.key('a'))).toBe(hex(createServerSecret(undefined, deep).key('a')))
  })

  it('may have got a line break from an editor', () => {
    const first = keyOf('a')
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}\n`)
    expect(keyOf('a')).toBe(first)
  })

  it.each(['', 'abc', '0'.repeat(63), 'g'.repeat(64)])('is no file that holds %j', (content) => {
    writeFileSync(file(), content)
    expect(() => keyOf('a')).toThrow('64 hexadecimal digits')
  })

  it('is read where nothing can be written', () => {
    const first = keyOf('a')
    chmodSync(home, 0o500)
    try {
      expect(keyOf('a')).toBe(first)
    } finally {
      chmodSync(home, 0o700)
    }
  })

  it('is the same for processes that start at once', async () => {
    const module = new URL('./server-secret.ts', import.meta.url).href
    const script = `
      import { createServerSecret } from ${JSON.stringify(module)}
      process.stdout.write(Buffer.from(createServerSecret(undefined, ${JSON.stringify(home)}).key('a')).toString('hex'))
    `
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    const outputs = await Promise.all(Array.from({ length: 4 }, run))
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1)
    expect(readdirSync(home)).toEqual(['session-secret'])
  })
})
