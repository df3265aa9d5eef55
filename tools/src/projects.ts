import { posix } from 'node:path'

/** One package.json of the workspace. */
export interface Project {
  /** Folder from the root; empty for the root itself. */
  readonly dir: string
  readonly name: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  /** Source file from the root by subpath: `.` or `./content`. */
  readonly entries: ReadonlyMap<string, string>
}

interface Manifest {
  readonly name?: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export function readProjects(texts: ReadonlyMap<string, string>): readonly Project[] {
  const manifests = [...texts].filter(([path]) => posix.basename(path) === 'package.json')
  return manifests.map(([path, text]) => {
    const dir = posix.dirname(path) === '.' ? '' : posix.dirname(path)
    const manifest: Manifest = JSON.parse(text)
    return {
      dir,
      name: manifest.name ?? dir,
      dependencies: manifest.dependencies ?? {},
      devDependencies: manifest.devDependencies ?? {},
      peerDependencies: manifest.peerDependencies ?? {},
      entries: readEntries(dir, manifest.exports ?? {}),
    }
  })
}

/** The project a file belongs to: the one whose folder encloses it most closely. */
export function projectOf(path: string, projects: readonly Project[]): Project | undefined {
  return projects
    .filter(({ dir }) => dir === '' || path.startsWith(`${dir}/`))
    .toSorted((a, b) => b.dir.length - a.dir.length)[0]
}

function readEntries(dir: string, exports: Readonly<Record<string, unknown>>) {
  const entries = new Map<string, string>()
  for (const [subpath, target] of Object.entries(exports)) {
    const file = strings(target).find((candidate) => candidate.endsWith('.ts'))
    if (file !== undefined) entries.set(subpath, posix.join(dir, file))
  }
  return entries
}

/** The file names in an export target, which is a string or conditions nested to any depth. */
function strings(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target]
  if (typeof target !== 'object' || target === null) return []
  return Object.values(target).flatMap(strings)
}
