import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generate, readArguments } from './command.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate '))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('readArguments', () => {
  it('has a tenth of the full size as its default', () => {
    expect(readArguments(['atelier'])).toEqual({ scale: 0.1, seed: 'atelier', out: null })
  })

  it('takes scale, seed and folder', () => {
    const args = ['atelier', '--scale', '0.01', '--seed=mine', '--out', 'here']
    expect(readArguments(args)).toEqual({ scale: 0.01, seed: 'mine', out: 'here' })
  })

  it.each([[[]], [['other']], [['atelier', '--scale', '0']], [['atelier', '--scale', '1.5']]])(
    'refuses %j',
    (args) => expect(() => readArguments(args)).toThrow(RangeError),
  )

  it('refuses options that it does not have', () => {
    expect(() => readArguments(['atelier', '--size', '1'])).toThrow(TypeError)
  })
})

describe('generate', () => {
  it('writes the files and says of each what must become of it', async () => {
    const said: string[] = []
    const { signal } = new AbortController()
    const context = { root: '/nowhere', cwd: root, signal, say: (line: string) => said.push(line) }
    const text = await generate(['atelier', '--scale', '0.0002', '--out', 'files'], context)
    expect(existsSync(join(root, 'files/answers.csv'))).toBe(true)
    expect(said).toContain('skus.csv: 2,265 rows')
    expect(text).toMatch(/^file +rows +loads +quarantined +BROKEN_QUOTES +/)
    expect(text).toMatch(/^product\.csv +200 +/m)
    expect(text).toMatch(/^total +14,\d\d\d +/m)
  })
})
