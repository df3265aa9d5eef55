import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJournal } from './journal.ts'
import type { MatchFile } from './match-file.ts'
import { START } from './segments.ts'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loadout-journal-'))
})

afterEach(() => rm(home, { recursive: true }))

const FILE: MatchFile = {
  path: '/data/a.ndjson',
  origin: 'a.ndjson',
  format: 'ndjson',
  bytes: 100,
  modifiedMs: 1,
}
const OTHER: MatchFile = { ...FILE, path: '/data/b.ndjson' }

const open = (identity = 'one', restart = false) =>
  openJournal({ home, identity: [identity], restart })

describe('a journal', () => {
  it('remembers how far each file came', async () => {
    const first = await open()
    expect(first.progressOf(FILE)).toEqual(START)
    await first.record(FILE, { offset: 10, lines: 1 })
    await first.record(FILE, { offset: 50, lines: 4 })
    await first.record(OTHER, 'done')
    const second = await open()
    expect(second.progressOf(FILE)).toEqual({ offset: 50, lines: 4 })
    expect(second.progressOf(OTHER)).toBe('done')
  })

  it.each([{ bytes: 101 }, { modifiedMs: 2 }])(
    'begins a changed file again: %j',
    async (change) => {
      await (await open()).record(FILE, 'done')
      expect((await open()).progressOf({ ...FILE, ...change })).toEqual(START)
    },
  )

  it('belongs to one import', async () => {
    await (await open('one')).record(FILE, 'done')
    expect((await open('two')).progressOf(FILE)).toEqual(START)
  })

  it('is forgotten with restart and when the import is complete', async () => {
    await (await open()).record(FILE, 'done')
    expect((await open('one', true)).progressOf(FILE)).toEqual(START)
    const complete = await open()
    await complete.record(FILE, 'done')
    await complete.finish()
    expect((await open()).progressOf(FILE)).toEqual(START)
    expect(await readdir(join(home, 'import'))).toEqual([])
  })

  it('does not mind lines that a crash or a person has spoilt', async () => {
    await (await open()).record(FILE, { offset: 10, lines: 1 })
    const [name = ''] = await readdir(join(home, 'import'))
    await appendFile(join(home, 'import', name), 'null\n{"file":3}\n{"file":"x","done":fal')
    expect((await open()).progressOf(FILE)).toEqual({ offset: 10, lines: 1 })
  })
})
