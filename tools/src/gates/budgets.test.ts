import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { budgets } from './budgets.ts'

async function report(files: Readonly<Record<string, string | object>>) {
  const { findings, metrics = [] } = await budgets.check(repoOfFiles(files))
  const measured = Object.fromEntries(metrics.map((metric) => [metric.name, metric.measured]))
  return { rules: findings.map(({ rule }) => rule), measured }
}

describe('budgets', () => {
  it('weighs the tests of the packages against their source', async () => {
    const source = { 'packages/core/src/a.ts': 'export {}\n'.repeat(10) }
    const bench = { 'bench/src/a.ts': 'export {}\n'.repeat(10) }
    const few = { 'packages/core/src/a.test.ts': 'export {}\n'.repeat(11) }
    const enough = { 'packages/core/src/a.test.ts': 'export {}\n'.repeat(12) }
    expect((await report({ ...source, ...few })).rules).toEqual(['budgets/test-ratio'])
    const { rules, measured } = await report({ ...source, ...bench, ...enough })
    expect(rules).toEqual([])
    expect(measured['test : source lines']).toBe('1.20')
  })

  it('counts the runtime dependencies that come from outside', async () => {
    const dependencies = { '@loadout/core': 'workspace:*', a: 'catalog:', b: 'catalog:' }
    const client = (more: object) => ({
      'packages/client/package.json': {
        name: '@loadout/client',
        dependencies: { ...dependencies, ...more },
        devDependencies: { d: 'catalog:' },
      },
    })
    const within = await report(client({}))
    expect(within.rules).toEqual([])
    expect(within.measured['dependencies of client']).toBe('2')
    expect((await report(client({ c: 'catalog:' }))).rules).toEqual(['budgets/dependencies'])
  })

  it('includes banned code', async () => {
    const files = { 'bench/src/a.ts': 'const a = b as unknown as C' }
    expect((await report(files)).rules).toEqual(['budgets/double-cast'])
  })
})
