import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import { formatOf, type MatchFile } from './match-file.ts'

/**
 * The files that paths mean: files themselves, directories with everything below that is named like a
 * match file, and globs. Sorted, each once. Throws CliError for a path that means nothing.
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<MatchFile[]> {
  const found = await Promise.all(paths.map((path) => expand(path, cwd)))
  const absolute = [...new Set(found.flat())].sort()
  return Promise.all(absolute.map((path) => describe(path, cwd)))
}

async function expand(path: string, cwd: string): Promise<readonly string[]> {
  const absolute = resolve(cwd, path)
  const stats = await statIfThere(absolute)
  if (stats?.isDirectory()) return orFail(await inDirectory(absolute), path)
  if (stats !== undefined) return [absolute]
  const isGlob = isDynamicPattern(path)
  return orFail(isGlob ? await glob(path, { cwd, absolute: true, dot: true }) : [], path)
}

async function inDirectory(directory: string): Promise<readonly string[]> {
  const files = await glob('**/*', { cwd: directory, absolute: true })
  return files.filter((path) => formatOf(path) !== null)
}

function orFail(files: readonly string[], path: string): readonly string[] {
  if (files.length > 0) return files
  throw new CliError(`There is no match file at ${path}`, {
    exitCode: EXIT.noInput,
    hint: 'Match files are named .json, .ndjson or .jsonl, also with .gz or .zst; - is standard input.',
  })
}

async function describe(path: string, cwd: string): Promise<MatchFile> {
  const stats = await stat(path)
  return {
    path,
    origin: shortest(path, cwd),
    format: formatOf(path) ?? 'ndjson',
    bytes: stats.size,
    modifiedMs: stats.mtimeMs,
  }
}

/** Relative when the file is below the working directory. */
function shortest(path: string, cwd: string): string {
  const below = relative(cwd, path)
  return below.startsWith('..') || isAbsolute(below) ? path : below
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
