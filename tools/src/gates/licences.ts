import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { glob } from 'tinyglobby'
import type { Finding, Gate } from '../gate.ts'

/** Licences that ask for attribution at most. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Every package that an install of the lockfile puts on this platform, indirect ones included. */
export const licences: Gate = {
  name: 'licences',
  async check({ root }) {
    const packages = await installedPackages(root)
    return {
      findings: packages.flatMap(checkLicence),
      metrics: [...countLicences(packages)].map(([licence, count]) => ({
        name: `packages under ${licence}`,
        measured: String(count),
        budget: '',
      })),
    }
  },
}

export interface InstalledPackage {
  readonly name: string
  readonly licence: string
}

export function checkLicence({ name, licence }: InstalledPackage): readonly Finding[] {
  if (isAllowed(licence)) return []
  const path = `node_modules/${name}`
  return [{ path, rule: 'licences/allowed', message: `${licence || 'no licence'} is not allowed` }]
}

/** An SPDX expression of one operator: `A OR B` needs one allowed part, `A AND B` all. */
function isAllowed(expression: string): boolean {
  const parts = expression.replace(/[()]/g, '').split(/ (?:OR|AND) /)
  if (expression.includes(' AND ')) return parts.every((part) => ALLOWED.has(part))
  return parts.some((part) => ALLOWED.has(part))
}

async function installedPackages(root: string): Promise<readonly InstalledPackage[]> {
  const store = join(root, 'node_modules/.pnpm')
  const manifests = await glob(
    ['*/node_modules/*/package.json', '*/node_modules/@*/*/package.json'],
    // pnpm links a package's dependencies beside it; each is read once, where it really is.
    { cwd: store, followSymbolicLinks: false },
  )
  const read = manifests.map(async (path) => {
    const manifest: Manifest = JSON.parse(await readFile(join(store, path), 'utf8'))
    return { name: manifest.name ?? path, licence: licenceOf(manifest) }
  })
  return Promise.all(read)
}

interface Manifest {
  readonly name?: string
  readonly license?: string | { readonly type?: string }
  /** The form before SPDX expressions. */
  readonly licenses?: readonly { readonly type?: string }[]
}

export function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license
  if (license?.type !== undefined) return license.type
  return (licenses ?? []).map(({ type = '' }) => type).join(' OR ')
}

function countLicences(packages: readonly InstalledPackage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1)
  return new Map([...counts].toSorted(([, a], [, b]) => b - a))
}
