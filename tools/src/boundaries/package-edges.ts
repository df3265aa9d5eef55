import { isBuiltin } from 'node:module'
import type { Finding } from '../gate.ts'
import type { Import } from '../imports.ts'
import type { Repo } from '../repo.ts'
import { isRelative, packageName, resolveImport } from '../resolve.ts'
import type { SourceFile } from '../sources.ts'
import { PACKAGE_EDGES, RUNTIME_AGNOSTIC } from './rules.ts'

/** Rule 1: the allowed edges between packages, runtime-agnostic packages, declared dependencies. */
export function checkPackageEdges(repo: Repo): readonly Finding[] {
  return repo.sources.flatMap((file) =>
    file.imports.flatMap((entry) =>
      [relativeEscape, forbiddenEdge, runtimeBound, undeclared].flatMap((rule) => {
        const message = rule(repo, file, entry)
        if (message === undefined) return []
        return [{ path: file.path, line: entry.line, rule: 'boundaries/packages', message }]
      }),
    ),
  )
}

type Rule = (repo: Repo, file: SourceFile, entry: Import) => string | undefined

const relativeEscape: Rule = (repo, file, entry) => {
  const dir = file.project?.dir
  if (!isRelative(entry.specifier) || !dir?.startsWith('packages/')) return undefined
  if (resolveImport(repo, file.path, entry)?.startsWith(`${dir}/`)) return undefined
  return `reaches out of its package with ${entry.specifier}`
}

const forbiddenEdge: Rule = (repo, file, { specifier, typeOnly }) => {
  const from = shortName(file)
  const name = packageName(specifier)
  const target = repo.projects.find((project) => project.name === name)
  if (from === undefined || target === undefined || target === file.project) return undefined
  if (file.role === 'test' || file.role === 'config') return undefined
  const to = target.dir.replace('packages/', '')
  const edge = PACKAGE_EDGES[from]?.find((candidate) => candidate.to === to)
  if (edge === undefined) return `${from} must not import ${to}`
  if (edge.typesOnly && !typeOnly) return `${from} may import only types from ${to}`
  const subpath = `.${specifier.slice(name.length)}`
  if (edge.subpaths === undefined || edge.subpaths.includes(subpath)) return undefined
  return `${from} may import only ${edge.subpaths.join(', ')} of ${to}`
}

const runtimeBound: Rule = (repo, file, { specifier }) => {
  const from = shortName(file)
  const allowed = from === undefined ? undefined : RUNTIME_AGNOSTIC[from]
  if (allowed === undefined || file.role === 'test' || isRelative(specifier)) return undefined
  const name = packageName(specifier)
  if (allowed.includes(name) || name === file.project?.name) return undefined
  if (repo.projects.some((project) => project.name === name)) return undefined
  return `${from} must not import ${specifier}: it uses only ${allowed.join(', ')}`
}

const undeclared: Rule = (repo, file, { specifier, typeOnly }) => {
  const { project } = file
  if (project === undefined || isRelative(specifier) || isBuiltin(specifier)) return undefined
  // Bun's own modules have no package; a name that starts with # is a package's private alias.
  if (specifier.startsWith('bun:') || specifier.startsWith('#')) return undefined
  const name = packageName(specifier)
  if (name === project.name || name in project.dependencies) return undefined
  if (name in project.peerDependencies) return undefined
  const erasedOrUnshipped =
    typeOnly || file.role !== 'source' || !project.dir.startsWith('packages/')
  if (erasedOrUnshipped && declaredForDevelopment(repo, project.devDependencies, name)) {
    return undefined
  }
  return `${name} is not declared in ${project.dir || '.'}/package.json`
}

function declaredForDevelopment(
  repo: Repo,
  devDependencies: Readonly<Record<string, string>>,
  name: string,
): boolean {
  // The root's development tools (vitest, typescript) serve every package.
  const root = repo.projects.find(({ dir }) => dir === '')
  return name in devDependencies || name in (root?.devDependencies ?? {})
}

/** `core` for a file of packages/core; undefined outside packages/. */
function shortName({ project }: SourceFile): string | undefined {
  return project?.dir.startsWith('packages/') ? project.dir.slice('packages/'.length) : undefined
}
