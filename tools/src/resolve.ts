import { posix } from 'node:path'
import type { Import } from './imports.ts'
import type { Repo } from './repo.ts'

/** The package part of a specifier: `@scope/name` of `@scope/name/sub`, `name` of `name/sub`. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../')
}

/** The repository file an import of `from` means, or undefined for everything from outside. */
export function resolveImport(repo: Repo, from: string, { specifier }: Import): string | undefined {
  if (isRelative(specifier)) return posix.join(posix.dirname(from), specifier)
  const name = packageName(specifier)
  const project = repo.projects.find((candidate) => candidate.name === name)
  return project?.entries.get(`.${specifier.slice(name.length)}`)
}
