import type { Finding } from '../gate.ts'
import type { Project } from '../projects.ts'
import type { Repo } from '../repo.ts'
import { readCatalog, readLockfile } from './lockfile.ts'
import { isExact } from './versions.ts'

/** Exact versions, in the catalog and nowhere else, and a lockfile that any mirror can serve. */
export function checkPins({ texts, projects }: Repo): readonly Finding[] {
  return [
    ...looseCatalogEntries(texts.get('pnpm-workspace.yaml') ?? ''),
    ...projects.flatMap(ownVersions),
    ...foreignSources(texts.get('pnpm-lock.yaml') ?? ''),
  ]
}

function looseCatalogEntries(text: string): readonly Finding[] {
  return [...readCatalog(text)]
    .filter(([, version]) => !isExact(version))
    .map(([name, version]) => ({
      path: 'pnpm-workspace.yaml',
      rule: 'supply/pins',
      message: `${name} ${version} is no exact version`,
    }))
}

function ownVersions({ dir, dependencies, devDependencies }: Project): readonly Finding[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => version !== 'catalog:' && !version.startsWith('workspace:'))
    .map(([name, version]) => ({
      path: dir === '' ? 'package.json' : `${dir}/package.json`,
      rule: 'supply/pins',
      message: `${name} ${version}: say catalog: and put the version there`,
    }))
}

/** A download address in the lockfile ties every install to one host, and skips the hash. */
function foreignSources(text: string): readonly Finding[] {
  return readLockfile(text)
    .filter(({ version, resolution }) => {
      const address = /tarball:|https?:|git[+@]|ssh:/.test(`${version} ${resolution}`)
      return address || !resolution.includes('integrity:')
    })
    .map(({ name, line }) => ({
      path: 'pnpm-lock.yaml',
      line,
      rule: 'supply/lockfile',
      message: `${name} does not come from the registry by its hash`,
    }))
}
