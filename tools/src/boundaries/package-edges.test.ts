import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { checkPackageEdges } from './package-edges.ts'

const MANIFESTS = {
  'package.json': { name: 'loadout', devDependencies: { vitest: 'catalog:' } },
  'bench/package.json': { name: '@loadout/bench', dependencies: { '@loadout/api': 'workspace:*' } },
  'packages/core/package.json': {
    name: '@loadout/core',
    dependencies: { kysely: 'catalog:', zod: 'catalog:', lodash: 'catalog:' },
    devDependencies: { pg: 'catalog:' },
  },
  'packages/api/package.json': {
    name: '@loadout/api',
    dependencies: { '@loadout/core': 'workspace:*', '@loadout/worker': 'workspace:*' },
    devDependencies: { '@trpc/client': 'catalog:' },
  },
  'packages/worker/package.json': { name: '@loadout/worker' },
  'packages/client/package.json': {
    name: '@loadout/client',
    devDependencies: { '@loadout/api': 'workspace:*' },
  },
  'packages/simulator/package.json': {
    name: '@loadout/simulator',
    dependencies: { '@loadout/core': 'workspace:*' },
  },
}

function messages(path: string, text: string) {
  return checkPackageEdges(repoOfFiles({ ...MANIFESTS, [path]: text })).map(
    ({ message }) => message,
  )
}

describe('checkPackageEdges', () => {
  it('allows an edge of the table', () => {
    expect(messages('packages/api/src/a.ts', "import { x } from '@loadout/core'")).toEqual([])
  })

  it('forbids an edge that is not in the table', () => {
    expect(messages('packages/api/src/a.ts', "import { x } from '@loadout/worker'")).toEqual([
      'api must not import worker',
    ])
  })

  it('lets a test and a private workspace import any declared package', () => {
    expect(messages('packages/api/src/a.test.ts', "import { x } from '@loadout/worker'")).toEqual(
      [],
    )
    expect(messages('bench/src/a.ts', "import { x } from '@loadout/api'")).toEqual([])
  })

  it('lets the client have types of the api and nothing that runs', () => {
    const path = 'packages/client/src/a.ts'
    expect(messages(path, "import type { X } from '@loadout/api'")).toEqual([])
    expect(messages(path, "import { x } from '@loadout/api'")).toContain(
      'client may import only types from api',
    )
  })

  it('keeps the simulator to the content and the catalogue of core', () => {
    const path = 'packages/simulator/src/a.ts'
    expect(messages(path, "import { x } from '@loadout/core/content'")).toEqual([])
    expect(messages(path, "import { x } from '@loadout/core'")).toEqual([
      'simulator may import only ./catalog, ./content of core',
    ])
  })

  it.each(['node:fs', 'lodash', 'fs'])('keeps %s out of the runtime-agnostic core', (name) => {
    const [message] = messages('packages/core/src/a.ts', `import x from '${name}'`)
    expect(message).toMatch(/^core must not import/)
  })

  it('lets tests of core use Node', () => {
    expect(messages('packages/core/src/a.test.ts', "import x from 'node:fs'")).toEqual([])
  })

  it('forbids a relative way into another package', () => {
    expect(messages('packages/api/src/a.ts', "import { x } from '../../core/src/x.ts'")).toEqual([
      'reaches out of its package with ../../core/src/x.ts',
    ])
  })

  it('demands that a package declares what it imports', () => {
    expect(messages('packages/api/src/a.ts', "import { Hono } from 'hono'")).toEqual([
      'hono is not declared in packages/api/package.json',
    ])
    expect(messages('scripts/a.ts', "import pg from 'pg'")).toEqual([
      'pg is not declared in ./package.json',
    ])
  })

  it('takes a development dependency for tests and types, not for what ships', () => {
    const text = "import { createTRPCClient } from '@trpc/client'"
    expect(messages('packages/api/src/a.test.ts', text)).toEqual([])
    expect(messages('packages/api/src/a.ts', text.replace('import', 'import type'))).toEqual([])
    expect(messages('packages/api/src/a.ts', text)).toHaveLength(1)
  })

  it('takes the development tools of the root for every test', () => {
    expect(messages('packages/api/src/a.test.ts', "import { it } from 'vitest'")).toEqual([])
  })

  it('knows the modules of the runtimes', () => {
    expect(messages('packages/worker/src/a.ts', "import 'node:fs'\nimport 'bun:test'")).toEqual([])
  })
})
