import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeDocumentSchema } from '@loadout/core/catalog'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generate, readArguments } from './command.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate '))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('readArguments', () => {
  it('has a tenth of the full size, and 10,000 games, as its defaults', () => {
    const defaults = { scale: 0.1, pages: 10_000, seed: 'loadout', out: null }
    expect(readArguments(['atelier'])).toEqual({ what: 'atelier', ...defaults })
    expect(readArguments(['games'])).toEqual({ what: 'games', ...defaults })
  })

  it('takes scale, seed and folder', () => {
    const args = ['atelier', '--scale', '0.01', '--seed=mine', '--out', 'here']
    expect(readArguments(args)).toMatchObject({ scale: 0.01, seed: 'mine', out: 'here' })
  })

  it.each([
    [[]],
    [['other']],
    [['atelier', '--scale', '0']],
    [['atelier', '--scale', '1.5']],
    [['games', '--pages', '0']],
    [['games', '--pages', 'x']],
  ])('refuses %j', (args) => expect(() => readArguments(args)).toThrow(RangeError))

  it('refuses options that it does not have', () => {
    expect(() => readArguments(['atelier', '--size', '1'])).toThrow(TypeError)
  })
})

describe('generate', () => {
  it('writes store pages that an import takes, the same for a seed', async () => {
    const { signal } = new AbortController()
    const context = { root: '/nowhere', cwd: root, signal, say: () => {} }
    const write = async (out: string, seed: string) => {
      await generate(['games', '--pages', '40', '--seed', seed, '--out', out], context)
      return readFileSync(join(root, out), 'utf8')
    }
    const text = await write('in/a.ndjson', 'one')
    expect(await write('b.ndjson', 'one')).toBe(text)
    expect(await write('c.ndjson', 'two')).not.toBe(text)
    const lines = text.trimEnd().split('\n')
    expect(lines).toHaveLength(40)
    for (const line of lines) {
      expect(storeDocumentSchema.safeParse(JSON.parse(line)).success).toBe(true)
    }
  })

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
