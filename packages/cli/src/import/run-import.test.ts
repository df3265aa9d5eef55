import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { AppError } from '@loadout/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findFiles } from './find-files.ts'
import type { DocumentStream, IngestTarget } from './ingest-target.ts'
import { type Journal, noJournal } from './journal.ts'
import { runImport } from './run-import.ts'
import { type Position, START } from './segments.ts'
import { createTally, type Tally } from './tally.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadout-run-'))
})
afterAll(() => rm(folder, { recursive: true }))

let tally: Tally
beforeEach(() => {
  tally = createTally()
})

const NEVER = new AbortController().signal

async function files(contents: Readonly<Record<string, string | Uint8Array>>) {
  const names = Object.keys(contents)
  await Promise.all(names.map((name) => writeFile(join(folder, name), contents[name] ?? '')))
  return findFiles(names, folder)
}

async function textOf({ chunks }: DocumentStream): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  return Buffer.concat(pieces).toString()
}

/** Takes in everything, a document a line, and remembers it by its origin. */
function collect(before: (stream: DocumentStream) => void | Promise<void> = () => {}) {
  const seen = new Map<string, string>()
  const target: IngestTarget = {
    identity: 'test',
    async ingest(stream) {
      await before(stream)
      const text = await textOf(stream)
      seen.set(stream.origin, (seen.get(stream.origin) ?? '') + text)
      const accepted = text.split('\n').filter((line) => line !== '').length
      stream.onReport({ accepted, duplicate: 0, excluded: 0, quarantined: 0, rejected: [] })
    },
  }
  return { seen, target }
}

/** A journal in memory. */
function journalOf(known: Readonly<Record<string, 'done' | Position>> = {}) {
  const recorded: [string, 'done' | Position][] = []
  const journal: Journal = {
    progressOf: ({ origin }) => known[origin] ?? START,
    async record({ origin }, progress) {
      recorded.push([origin, progress])
    },
    finish: async () => {},
  }
  return { journal, recorded }
}

describe('runImport', () => {
  it('takes in every file once, plain or compressed, and notes that it is done', async () => {
    const { seen, target } = collect()
    const { journal, recorded } = journalOf()
    const all = await files({
      'a.ndjson': 'a1\na2\n',
      'b.ndjson.gz': gzipSync('b1\n'),
      'c.json': '{\n"c": 1\n}',
    })
    await runImport({ target, journal, tally, signal: NEVER }, all)
    expect(Object.fromEntries(seen)).toEqual({
      'a.ndjson': 'a1\na2\n',
      'b.ndjson.gz': 'b1\n',
      'c.json': '{\n"c": 1\n}',
    })
    expect(recorded.map(([origin, progress]) => [origin, progress]).sort()).toEqual([
      ['a.ndjson', 'done'],
      ['b.ndjson.gz', 'done'],
      ['c.json', 'done'],
    ])
    expect(tally).toMatchObject({ files: 3, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) })
  })

  it('leaves out what is done, and goes on where another stopped, under the same line numbers', async () => {
    const { seen, target } = collect()
    const { journal } = journalOf({ 'd.ndjson': 'done', 'e.ndjson': { offset: 6, lines: 2 } })
    const all = await files({ 'd.ndjson': 'd1\n', 'e.ndjson': 'e1\ne2\ne3\n' })
    await runImport({ target, journal, tally, signal: NEVER }, all)
    expect(Object.fromEntries(seen)).toEqual({ 'e.ndjson': '\n\ne3\n' })
    expect(tally.bytes).toBe(3)
  })

  it('goes on with the others when a file cannot be read', async () => {
    const { seen, target } = collect()
    const { journal, recorded } = journalOf()
    const all = await files({
      'f.ndjson.gz': gzipSync('f1\n'.repeat(1_000)).subarray(0, -9),
      'g.ndjson': 'g1\n',
    })
    await runImport({ target, journal, tally, signal: NEVER }, all)
    expect(seen.get('g.ndjson')).toBe('g1\n')
    expect(tally.unreadable).toMatchObject([{ origin: 'f.ndjson.gz' }])
    expect(tally.files).toBe(1)
    expect(recorded).toEqual([['g.ndjson', 'done']])
  })

  it('waits as long as a busy server asks for, and counts nothing twice', async () => {
    let refusals = 0
    const { seen, target } = collect(() => {
      refusals += 1
      if (refusals < 3) throw new AppError('RATE_LIMITED', { retryAfterSeconds: 0.01 })
    })
    const all = await files({ 'h.ndjson': 'h1\n' })
    await runImport({ target, journal: noJournal, tally, signal: NEVER }, all)
    expect(seen.get('h.ndjson')).toBe('h1\n')
    expect(tally).toMatchObject({ bytes: 3, files: 1, counts: { accepted: 1 } })
  })

  it('does not wait for ever', async () => {
    let refusals = 0
    const { target } = collect(() => {
      refusals += 1
      throw new AppError('RATE_LIMITED', { retryAfterSeconds: 0.001 })
    })
    const all = await files({ 'i.ndjson': 'i1\n' })
    const run = runImport({ target, journal: noJournal, tally, signal: NEVER }, all)
    await expect(run).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(refusals).toBe(11)
  })

  it('stops at the first failure that concerns every file, and throws that one', async () => {
    const started: string[] = []
    const { target } = collect(async ({ origin }) => {
      started.push(origin)
      if (origin === 'many-0.ndjson') throw new AppError('FORBIDDEN')
      await sleep(5)
    })
    const many = await files(
      Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`many-${n}.ndjson`, 'x\n'])),
    )
    await expect(
      runImport({ target, journal: noJournal, tally, signal: NEVER }, many),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(started.length).toBeLessThan(many.length)
  })

  it('begins no further file once it is told to stop', async () => {
    const stop = new AbortController()
    const { seen, target } = collect(() => stop.abort())
    const { journal } = journalOf()
    const many = await files(
      Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`late-${n}.ndjson`, 'x\n'])),
    )
    await runImport({ target, journal, tally, signal: stop.signal }, many)
    expect(seen.size).toBeGreaterThan(0)
    expect(seen.size).toBeLessThan(many.length)
  })

  it('has nothing to do without files', async () => {
    const { target } = collect()
    await runImport({ target, journal: noJournal, tally, signal: NEVER }, [])
    expect(tally).toMatchObject({ files: 0, bytes: 0 })
  })
})
