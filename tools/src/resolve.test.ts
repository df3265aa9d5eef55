import { describe, expect, it } from 'vitest'
import { packageName, resolveImport } from './resolve.ts'
import { repoOfFiles } from './testing/repo-of-files.ts'

const repo = repoOfFiles({
  'packages/core/package.json': {
    name: '@loadout/core',
    exports: {
      '.': './src/index.ts',
      './content': { types: './src/content.ts', default: './dist/content.js' },
    },
  },
})

function resolve(specifier: string) {
  return resolveImport(repo, 'packages/api/src/a.ts', { specifier, typeOnly: false, line: 1 })
}

describe('packageName', () => {
  it.each([
    ['zod', 'zod'],
    ['hono/jwt', 'hono'],
    ['@hono/node-server', '@hono/node-server'],
    ['@hono/node-server/serve-static', '@hono/node-server'],
  ])('of %s is %s', (specifier, name) => {
    expect(packageName(specifier)).toBe(name)
  })
})

describe('resolveImport', () => {
  it.each([
    ['./b.ts', 'packages/api/src/b.ts'],
    ['../test/c.ts', 'packages/api/test/c.ts'],
    ['@loadout/core', 'packages/core/src/index.ts'],
    ['@loadout/core/content', 'packages/core/src/content.ts'],
  ])('%s is %s', (specifier, path) => {
    expect(resolve(specifier)).toBe(path)
  })

  it.each(['zod', 'node:fs', '@loadout/core/secret'])('%s is no file of the repository', (name) => {
    expect(resolve(name)).toBeUndefined()
  })
})
