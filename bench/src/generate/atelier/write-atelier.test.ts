import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ATELIER_FILE_NAMES } from './atelier-files.ts'
import { EXPECTED_FILE, writeAtelier } from './write-atelier.ts'

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'atelier ')), 'files')
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true }))

const options = { scale: 0.0002, seed: 'test' }

describe('writeAtelier', () => {
  it('writes every file and, beside them, what must become of each', async () => {
    const told: string[] = []
    const expected = await writeAtelier({ ...options, dir, onFile: (name) => told.push(name) })
    expect(told).toEqual([...ATELIER_FILE_NAMES])
    const names = ATELIER_FILE_NAMES.map((name) => `${name}.csv`)
    expect(readdirSync(dir).toSorted()).toEqual([...names, EXPECTED_FILE].toSorted())
    for (const name of names) expect(statSync(join(dir, name)).size).toBeGreaterThan(100)
    const kept = JSON.parse(readFileSync(join(dir, EXPECTED_FILE), 'utf8'))
    expect(kept).toEqual({ ...options, files: expected })
  })

  it('does not say that files are whole when it was stopped', async () => {
    const stop = new AbortController()
    const writing = writeAtelier({
      ...{ ...options, dir, signal: stop.signal },
      onFile: (name) => name === 'photos' && stop.abort(new Error('stopped')),
    })
    await expect(writing).rejects.toThrow('stopped')
    expect(readdirSync(dir)).not.toContain(EXPECTED_FILE)
  })
})
