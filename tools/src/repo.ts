import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { glob } from 'tinyglobby'
import { type Project, readProjects } from './projects.ts'
import { readSources, type SourceFile } from './sources.ts'

/** What the gates look at: every text file of the working tree, read and parsed once. */
export interface Repo {
  readonly root: string
  /** Text by path from the root, with forward slashes. */
  readonly texts: ReadonlyMap<string, string>
  readonly projects: readonly Project[]
  readonly sources: readonly SourceFile[]
  /** Whether a file or folder is there, of any type. */
  readonly exists: (path: string) => boolean
}

const TEXT_FILES = ['**/*.{ts,tsx,mts,mjs,json,md,yaml,yml,sql,conf,sh}', '**/Dockerfile*']
const NOT_OURS = ['**/node_modules', '**/dist', '**/coverage', '.git', '.loadout', '**/.turbo']

export async function loadRepo(root: string): Promise<Repo> {
  const paths = await glob(TEXT_FILES, { cwd: root, ignore: NOT_OURS, dot: true })
  const entries = paths
    .sort()
    .map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)
  return repoOf(root, new Map(await Promise.all(entries)), (path) => existsSync(join(root, path)))
}

/** Builds the repository from texts already in memory. */
export function repoOf(
  root: string,
  texts: ReadonlyMap<string, string>,
  exists: (path: string) => boolean,
): Repo {
  const projects = readProjects(texts)
  return { root, texts, projects, sources: readSources(texts, projects), exists }
}
