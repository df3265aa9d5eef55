/** One resolved package of pnpm-lock.yaml. */
export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** 1-based line in the lockfile. */
  readonly line: number
  /** Everything the lockfile says about where the package comes from. */
  readonly resolution: string
}

const PACKAGE = /^ {2}'?((?:@[^/]+\/)?[^@'/]+)@(.+?)'?:$/

/** Reads the `packages:` section of a pnpm lockfile (version 9), all that the gates need of it. */
export function readLockfile(text: string): readonly LockedPackage[] {
  const lines = text.split('\n')
  const start = lines.indexOf('packages:')
  const end = lines.indexOf('snapshots:', start)
  const packages: LockedPackage[] = []
  for (let at = start + 1; start !== -1 && at < (end === -1 ? lines.length : end); at += 1) {
    const match = PACKAGE.exec(lines[at] ?? '')
    if (match === null) continue
    const [, name = '', version = ''] = match
    packages.push({ name, version, line: at + 1, resolution: lines[at + 1]?.trim() ?? '' })
  }
  return packages
}

/** The `catalog:` section of pnpm-workspace.yaml: version by package. */
export function readCatalog(text: string): ReadonlyMap<string, string> {
  const [, section = ''] = text.split(/^catalog:\n/m)
  const catalog = new Map<string, string>()
  for (const line of section.split('\n')) {
    if (/^\S/.test(line)) break
    const match = /^\s+['"]?([^'":]+)['"]?:\s*['"]?([^'"\s#]+)/.exec(line)
    if (match?.[1] !== undefined && match[2] !== undefined) catalog.set(match[1], match[2])
  }
  return catalog
}
