import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ImportSource } from '@loadout/core'
import { fileSource, streamSource } from '@loadout/infra'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import { surroundings } from '../surroundings.ts'
import { STDIN } from './match-file.ts'

/** Files of a folder that are read; others are named one by one. */
const TABLE = /\.(?:csv|tsv|ndjson|jsonl)(?:\.(?:gz|zst))?$/i

/** What paths mean: files, all tables that lie in folders, or standard input. Throws CliError. */
export async function findSources(paths: readonly string[], cwd: string): Promise<ImportSource[]> {
  if (paths.includes(STDIN)) {
    if (paths.length > 1) throw new CliError('- stands alone', { exitCode: EXIT.usage })
    return [streamSource('stdin', surroundings().stdin)]
  }
  const files = await Promise.all(paths.map((path) => filesAt(resolve(cwd, path), path)))
  return Promise.all([...new Set(files.flat())].map(fileSource))
}

async function filesAt(absolute: string, path: string): Promise<readonly string[]> {
  const stats = await stat(absolute).catch(() => null)
  if (stats === null) throw nothingAt(path)
  if (!stats.isDirectory()) return [absolute]
  const entries = await readdir(absolute, { withFileTypes: true })
  const names = entries
    .filter((entry) => TABLE.test(entry.name) && !entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  if (names.length === 0) throw nothingAt(path)
  return names.map((name) => join(absolute, name))
}

function nothingAt(path: string): CliError {
  return new CliError(`There is no file to import at ${path}`, {
    exitCode: EXIT.noInput,
    hint: 'Give files, folders of .csv or .ndjson files (also .gz and .zst), or - for standard input.',
  })
}
