import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MatchFile } from './match-file.ts'
import { type Position, START } from './segments.ts'

/** How far an import has come: what lets the same command go on where it was interrupted. */
export interface Journal {
  /** `done`, or where to go on; a file that has changed since begins again. */
  progressOf(file: MatchFile): 'done' | Position
  record(file: MatchFile, progress: 'done' | Position): Promise<void>
  /** The import is complete: the next one begins afresh. */
  finish(): Promise<void>
}

export interface JournalOptions {
  readonly home: string
  /** What makes two imports the same one: their arguments and their target. Only its hash is kept. */
  readonly identity: readonly string[]
  readonly restart: boolean
}

interface Entry extends Position {
  readonly file: string
  readonly done: boolean
}

/**
 * One file of JSON lines under `<home>/import`, only ever appended to, so that whatever interrupts the
 * import leaves at worst a last line that does not count. A lost entry costs time, never correctness.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const folder = join(options.home, 'import')
  const path = join(folder, `${fingerprint(options.identity)}.ndjson`)
  await mkdir(folder, { recursive: true })
  if (options.restart) await rm(path, { force: true })
  const entries = await readEntries(path)
  return {
    progressOf(file) {
      const entry = entries.get(keyOf(file))
      if (entry === undefined) return START
      return entry.done ? 'done' : { offset: entry.offset, lines: entry.lines }
    },
    async record(file, progress) {
      const done = progress === 'done'
      const entry: Entry = { file: keyOf(file), done, ...(done ? START : progress) }
      await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
    },
    finish: () => rm(path, { force: true }),
  }
}

/** For standard input, which cannot be read twice. */
export const noJournal: Journal = {
  progressOf: () => START,
  record: async () => {},
  finish: async () => {},
}

function keyOf({ path, bytes, modifiedMs }: MatchFile): string {
  return fingerprint([path, String(bytes), String(modifiedMs)])
}

function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

async function readEntries(path: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  for (const line of (await readIfThere(path)).split('\n')) {
    const entry = parseEntry(line)
    if (entry !== null) entries.set(entry.file, entry)
  }
  return entries
}

function parseEntry(line: string): Entry | null {
  try {
    const { file, done, offset, lines }: Record<string, unknown> = JSON.parse(line)
    if (typeof file !== 'string' || typeof done !== 'boolean') return null
    return isCount(offset) && isCount(lines) ? { file, done, offset, lines } : null
  } catch {
    return null
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
